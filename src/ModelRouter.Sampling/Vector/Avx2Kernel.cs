using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary>The passes with AVX2 and FMA. Rows need not be aligned; a row's tail is padded with −∞, which weighs nothing.</summary>
internal readonly struct Avx2Kernel : IRowKernel
{
    private const int Lanes = 8;

    // Compiled in full at the first call: a loop over a whole vocabulary should not start slow.
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Hot)]
    public static (float Max, float RunnerUp) Extremes(ReadOnlySpan<float> logits)
    {
        var nothing = Vector256.Create(float.NegativeInfinity);
        var (best, best2, next, next2) = (nothing, nothing, nothing, nothing);
        var i = 0;
        for (; i <= logits.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Advance(ref best, ref next, Load(logits, i));
            Advance(ref best2, ref next2, Load(logits, i + Lanes));
        }

        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Advance(ref best, ref next, Load(logits, i));
        }

        if (i < logits.Length)
        {
            Advance(ref best, ref next, LoadTail(logits, i));
        }

        var both = Extremes(best, next);
        var both2 = Extremes(best2, next2);
        return both.Max >= both2.Max
            ? (both.Max, Math.Max(both.RunnerUp, both2.Max))
            : (both2.Max, Math.Max(both2.RunnerUp, both.Max));
    }

    [MethodImpl(Hot)]
    public static int FirstIndexOf(ReadOnlySpan<float> logits, float max)
    {
        var wanted = Vector256.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var found = Vector256.Equals(Load(logits, i), wanted).ExtractMostSignificantBits();
            if (found != 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }

        return i + logits[i..].IndexOf(max);
    }

    [MethodImpl(Hot)]
    public static (ulong Mass, ulong MassTimesDistance) Sum(ReadOnlySpan<float> logits, float max)
    {
        var (mass, timesDistance) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var top = Vector256.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Add(ref mass, ref timesDistance, top - Load(logits, i));
        }

        if (i < logits.Length)
        {
            Add(ref mass, ref timesDistance, top - LoadTail(logits, i));
        }

        return (Vector256.Sum(mass), Vector256.Sum(timesDistance));
    }

    [MethodImpl(Hot)]
    public static ulong SumAt(ReadOnlySpan<float> logits, float max, float inverseTemperature)
    {
        var mass = Vector256<ulong>.Zero;
        var top = Vector256.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Add(ref mass, (top - Load(logits, i)) * inverseTemperature);
        }

        if (i < logits.Length)
        {
            Add(ref mass, (top - LoadTail(logits, i)) * inverseTemperature);
        }

        return Vector256.Sum(mass);
    }

    [MethodImpl(Hot)]
    public static int Collect(ReadOnlySpan<float> logits, float max, float reach, SamplerScratch scratch)
    {
        var top = Vector256.Create(max);
        var farthest = Vector256.Create(reach);
        var count = 0;
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var bits = Vector256.LessThanOrEqual(top - Load(logits, i), farthest).ExtractMostSignificantBits();
            for (; bits != 0; bits &= bits - 1)
            {
                Append(i + BitOperations.TrailingZeroCount(bits), logits);
            }
        }

        for (; i < logits.Length; i++)
        {
            if (max - logits[i] <= reach)
            {
                Append(i, logits);
            }
        }

        scratch.EndCandidates(count);
        return count;

        void Append(int id, ReadOnlySpan<float> row)
        {
            scratch.Distances[count] = max - row[id];
            scratch.Ids[count++] = id;
        }
    }

    [MethodImpl(Hot)]
    public static (ulong Mass, int Count) Weigh(SamplerScratch scratch, int count, float inverseTemperature, ulong least)
    {
        var sum = Vector256<ulong>.Zero;
        var floor = Vector256.Create(least);
        var weighed = 0;
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = 0; i < count; i += Lanes)
        {
            var (p, n) = Avx2Mass.Exp(Avx2Mass.Cap(Load(scratch.Distances, i) * inverseTemperature));
            var (low, high) = Avx2Mass.Masses(p, n);
            var (lowKept, highKept) = (Vector256.GreaterThanOrEqual(low, floor), Vector256.GreaterThanOrEqual(high, floor));
            low &= lowKept;
            high &= highKept;
            low.StoreUnsafe(ref masses, (nuint)i);
            high.StoreUnsafe(ref masses, (nuint)(i + (Lanes / 2)));
            sum += low + high;
            weighed += BitOperations.PopCount(lowKept.ExtractMostSignificantBits())
                + BitOperations.PopCount(highKept.ExtractMostSignificantBits());
        }

        return (Vector256.Sum(sum), weighed);
    }

    [MethodImpl(Hot)]
    public static int Gather(SamplerScratch scratch, int count, int bin, float binsPerNat)
    {
        var wanted = Vector256.Create(bin);
        var gathered = 0;
        for (var i = 0; i < count; i += Lanes)
        {
            var bins = Avx.ConvertToVector256Int32WithTruncation(Load(scratch.Distances, i) * binsPerNat);
            for (var bits = Vector256.Equals(bins, wanted).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var candidate = i + BitOperations.TrailingZeroCount(bits);
                if (scratch.Masses[candidate] != 0)
                {
                    scratch.Ranks[gathered++] = TokenRank.Of(scratch.Distances[candidate], scratch.Ids[candidate]);
                }
            }
        }

        return gathered;
    }

    [MethodImpl(Hot)]
    public static ulong KeptMass(SamplerScratch scratch, int start, int count, ulong boundary)
    {
        var sum = Vector256<ulong>.Zero;
        // Ranks are below 2⁶³, so a signed comparison, which every instruction set has, orders them.
        var last = Vector256.Create((long)Math.Min(boundary, long.MaxValue));
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = (nuint)start; i < (nuint)(start + count); i += Lanes / 2)
        {
            var high = Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref distances, i).AsInt32()) << 32;
            var rank = high | Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref ids, i));
            sum += Vector256.LoadUnsafe(ref masses, i) & Vector256.LessThanOrEqual(rank, last).AsUInt64();
        }

        return Vector256.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<ulong> mass, ref Vector256<ulong> timesDistance, Vector256<float> distance)
    {
        if (Vector256.LessThanAny(distance, Vector256.Create(IntegerMass.Negligible)))
        {
            distance = Avx2Mass.Cap(distance);
            var (p, n) = Avx2Mass.Exp(distance);
            mass += Avx2Mass.PairSums(p, n);
            timesDistance += Avx2Mass.PairSums(p * distance, n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<ulong> mass, Vector256<float> scaled)
    {
        if (Vector256.LessThanAny(scaled, Vector256.Create(IntegerMass.Massless)))
        {
            var (p, n) = Avx2Mass.Exp(Avx2Mass.Cap(scaled));
            mass += Avx2Mass.PairSums(p, n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(ref Vector256<float> best, ref Vector256<float> next, Vector256<float> logits)
    {
        // MAXPS and MINPS give their second operand where one is NaN: the order of operands lets NaN fall through both.
        next = Avx.Max(Avx.Min(best, logits), next);
        best = Avx.Max(logits, best);
    }

    private static (float Max, float RunnerUp) Extremes(Vector256<float> best, Vector256<float> next)
    {
        var (max, runnerUp) = (float.NegativeInfinity, float.NegativeInfinity);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var value = best[lane];
            runnerUp = Math.Max(runnerUp, Math.Max(next[lane], Math.Min(value, max)));
            max = Math.Max(max, value);
        }

        return (max, runnerUp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ReadOnlySpan<float> values, int start) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    // Apart from the loops: a call within them would spill every vector register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> LoadTail(ReadOnlySpan<float> values, int start)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Fill(float.NegativeInfinity);
        values[start..].CopyTo(padded);
        return Load(padded, 0);
    }
}
