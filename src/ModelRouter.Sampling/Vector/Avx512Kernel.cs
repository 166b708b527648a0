using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary>The passes with AVX-512F and AVX-512DQ. Rows need not be aligned; a row's tail is padded with −∞, which weighs nothing.</summary>
internal readonly struct Avx512Kernel : IRowKernel
{
    private const int Lanes = 16;

    // Compiled in full at the first call: a loop over a whole vocabulary should not start slow.
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Hot)]
    public static (float Max, float RunnerUp) Extremes(ReadOnlySpan<float> logits)
    {
        var nothing = Vector512.Create(float.NegativeInfinity);
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
        var wanted = Vector512.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var found = Vector512.Equals(Load(logits, i), wanted).ExtractMostSignificantBits();
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
        var (mass, timesDistance) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var top = Vector512.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Add(ref mass, ref timesDistance, top - Load(logits, i));
        }

        if (i < logits.Length)
        {
            Add(ref mass, ref timesDistance, top - LoadTail(logits, i));
        }

        return (Vector512.Sum(mass), Vector512.Sum(timesDistance));
    }

    [MethodImpl(Hot)]
    public static ulong SumAt(ReadOnlySpan<float> logits, float max, float inverseTemperature)
    {
        var mass = Vector512<ulong>.Zero;
        var top = Vector512.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Add(ref mass, (top - Load(logits, i)) * inverseTemperature);
        }

        if (i < logits.Length)
        {
            Add(ref mass, (top - LoadTail(logits, i)) * inverseTemperature);
        }

        return Vector512.Sum(mass);
    }

    [MethodImpl(Hot)]
    public static int Collect(ReadOnlySpan<float> logits, float max, float reach, SamplerScratch scratch)
    {
        var top = Vector512.Create(max);
        var farthest = Vector512.Create(reach);
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var count = 0;
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var distance = top - Load(logits, i);
            count += Compress(distance, i, Vector512.LessThanOrEqual(distance, farthest), ref distances, ref ids, count);
        }

        if (i < logits.Length)
        {
            var distance = top - LoadTail(logits, i);
            count += Compress(distance, i, Vector512.LessThanOrEqual(distance, farthest), ref distances, ref ids, count);
        }

        scratch.EndCandidates(count);
        return count;
    }

    [MethodImpl(Hot)]
    public static BandSums Split(ReadOnlySpan<float> logits, float max, float inverseTemperature, float near, float far, SamplerScratch scratch)
    {
        var (top, first, last) = (Vector512.Create(max), Vector512.Create(near), Vector512.Create(far));
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var (nearMass, all) = (0UL, Vector512<ulong>.Zero);
        var (nearCount, count) = (0, 0);
        var whole = logits.Length - (logits.Length % Lanes);
        for (var start = 0; start < whole; start += SamplerScratch.Block)
        {
            var ofBlock = Vector512<ulong>.Zero;
            var end = Math.Min(start + SamplerScratch.Block, whole);
            for (var i = start; i < end; i += Lanes)
            {
                var distance = top - Load(logits, i);
                nearCount += Add(ref ofBlock, ref all, distance, inverseTemperature, first);
                count += Compress(distance, i, IsBetween(distance, first, last), ref distances, ref ids, count);
            }

            nearMass += scratch.NearMasses[start / SamplerScratch.Block] = Vector512.Sum(ofBlock);
        }

        if (whole < logits.Length)
        {
            var ofBlock = Vector512<ulong>.Zero;
            var distance = top - LoadTail(logits, whole);
            nearCount += Add(ref ofBlock, ref all, distance, inverseTemperature, first);
            count += Compress(distance, whole, IsBetween(distance, first, last), ref distances, ref ids, count);
            var mass = Vector512.Sum(ofBlock);
            nearMass += mass;
            scratch.NearMasses[whole / SamplerScratch.Block] = mass + (whole % SamplerScratch.Block == 0 ? 0 : scratch.NearMasses[whole / SamplerScratch.Block]);
        }

        scratch.EndCandidates(count);
        return new(nearMass, nearCount, Vector512.Sum(all), count);
    }

    [MethodImpl(Hot)]
    public static (ulong Mass, int Count) Weigh(SamplerScratch scratch, int count, float inverseTemperature, ulong least)
    {
        var sum = Vector512<ulong>.Zero;
        var floor = Vector512.Create(least);
        var weighed = 0;
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = 0; i < count; i += Lanes)
        {
            var (p, n) = Avx512Mass.Exp(Avx512Mass.Cap(Load(scratch.Distances, i) * inverseTemperature));
            var (low, high) = Avx512Mass.Integers(Avx512Mass.Mass(p, n));
            var (lowKept, highKept) = (Vector512.GreaterThanOrEqual(low, floor), Vector512.GreaterThanOrEqual(high, floor));
            low &= lowKept;
            high &= highKept;
            low.StoreUnsafe(ref masses, (nuint)i);
            high.StoreUnsafe(ref masses, (nuint)(i + (Lanes / 2)));
            sum += low + high;
            weighed += BitOperations.PopCount(lowKept.ExtractMostSignificantBits())
                + BitOperations.PopCount(highKept.ExtractMostSignificantBits());
        }

        return (Vector512.Sum(sum), weighed);
    }

    [MethodImpl(Hot)]
    public static int Gather(SamplerScratch scratch, int count, int bin, float nearest, float binsPerNat)
    {
        var (wanted, first) = (Vector512.Create(bin), Vector512.Create(nearest));
        var gathered = 0;
        for (var i = 0; i < count; i += Lanes)
        {
            var bins = Avx512F.ConvertToVector512Int32WithTruncation((Load(scratch.Distances, i) - first) * binsPerNat);
            for (var bits = Vector512.Equals(bins, wanted).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
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
        var sum = Vector512<ulong>.Zero;
        // Ranks are below 2⁶³, so a signed comparison, which every instruction set has, orders them.
        var last = Vector512.Create((long)Math.Min(boundary, long.MaxValue));
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = (nuint)start; i < (nuint)(start + count); i += Lanes / 2)
        {
            var high = Avx512F.ConvertToVector512Int64(Vector256.LoadUnsafe(ref distances, i).AsInt32()) << 32;
            var rank = high | Avx512F.ConvertToVector512Int64(Vector256.LoadUnsafe(ref ids, i));
            sum += Vector512.LoadUnsafe(ref masses, i) & Vector512.LessThanOrEqual(rank, last).AsUInt64();
        }

        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Compress(
        Vector512<float> distance, int firstId, Vector512<float> within, ref float distances, ref int ids, int count)
    {
        var bits = within.ExtractMostSignificantBits();
        if (bits == 0)
        {
            return 0;
        }

        var id = Vector512<int>.Indices + Vector512.Create(firstId);
        Avx512F.Compress(Vector512<float>.Zero, within, distance).StoreUnsafe(ref distances, (nuint)count);
        Avx512F.Compress(Vector512<int>.Zero, within.AsInt32(), id).StoreUnsafe(ref ids, (nuint)count);
        return BitOperations.PopCount(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<ulong> mass, ref Vector512<ulong> timesDistance, Vector512<float> distance)
    {
        if (Vector512.LessThanAny(distance, Vector512.Create(IntegerMass.Negligible)))
        {
            distance = Avx512Mass.Cap(distance);
            var (p, n) = Avx512Mass.Exp(distance);
            mass += Avx512Mass.PairSums(Avx512Mass.Mass(p, n));
            timesDistance += Avx512Mass.PairSums(Avx512Mass.MassTimesDistance(p, n, distance));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<ulong> mass, Vector512<float> scaled)
    {
        if (Vector512.LessThanAny(scaled, Vector512.Create(IntegerMass.Massless)))
        {
            var (p, n) = Avx512Mass.Exp(Avx512Mass.Cap(scaled));
            mass += Avx512Mass.PairSums(Avx512Mass.Mass(p, n));
        }
    }

    /// <summary>Adds all to the row's mass, and what is nearer than <paramref name="near"/> to its block's; the number of the near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Add(
        ref Vector512<ulong> ofBlock, ref Vector512<ulong> all, Vector512<float> distance, float inverseTemperature, Vector512<float> near)
    {
        var (p, n) = Avx512Mass.Exp(Avx512Mass.Cap(distance * inverseTemperature));
        var (low, high) = Avx512Mass.Integers(Avx512Mass.Mass(p, n));
        var isNear = Vector512.LessThan(distance, near).AsInt32();
        all += low + high;
        ofBlock += (low & Avx512F.ConvertToVector512Int64(isNear.GetLower()).AsUInt64())
            + (high & Avx512F.ConvertToVector512Int64(isNear.GetUpper()).AsUInt64());
        return BitOperations.PopCount(isNear.ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> IsBetween(Vector512<float> distance, Vector512<float> near, Vector512<float> far) =>
        Vector512.GreaterThanOrEqual(distance, near) & Vector512.LessThanOrEqual(distance, far);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(ref Vector512<float> best, ref Vector512<float> next, Vector512<float> logits)
    {
        // MAXPS and MINPS give their second operand where one is NaN: the order of operands lets NaN fall through both.
        next = Avx512F.Max(Avx512F.Min(best, logits), next);
        best = Avx512F.Max(logits, best);
    }

    private static (float Max, float RunnerUp) Extremes(Vector512<float> best, Vector512<float> next)
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
    private static Vector512<float> Load(ReadOnlySpan<float> values, int start) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    // Apart from the loops: a call within them would spill every vector register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> LoadTail(ReadOnlySpan<float> values, int start)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Fill(float.NegativeInfinity);
        values[start..].CopyTo(padded);
        return Load(padded, 0);
    }
}
