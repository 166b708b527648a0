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

    // For each set of lanes their numbers in order, a byte each.
    private static readonly ulong[] Orders = [.. Enumerable.Range(0, 1 << Lanes).Select(Order)];

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
        ref var orders = ref MemoryMarshal.GetArrayDataReference(Orders);
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var count = 0;
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var distance = top - Load(logits, i);
            count += Compress(distance, i, Vector256.LessThanOrEqual(distance, farthest), ref orders, ref distances, ref ids, count);
        }

        if (i < logits.Length)
        {
            var distance = top - LoadTail(logits, i);
            count += Compress(distance, i, Vector256.LessThanOrEqual(distance, farthest), ref orders, ref distances, ref ids, count);
        }

        scratch.EndCandidates(count);
        return count;
    }

    [MethodImpl(Hot)]
    public static BandSums Split(ReadOnlySpan<float> logits, float max, float inverseTemperature, float near, float far, SamplerScratch scratch)
    {
        var (top, first, last) = (Vector256.Create(max), Vector256.Create(near), Vector256.Create(far));
        ref var orders = ref MemoryMarshal.GetArrayDataReference(Orders);
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var (nearMass, all) = (0UL, Vector256<ulong>.Zero);
        var (nearCount, count) = (0, 0);
        var whole = logits.Length - (logits.Length % Lanes);
        for (var start = 0; start < whole; start += SamplerScratch.Block)
        {
            var ofBlock = Vector256<ulong>.Zero;
            var end = Math.Min(start + SamplerScratch.Block, whole);
            for (var i = start; i < end; i += Lanes)
            {
                var distance = top - Load(logits, i);
                nearCount += Add(ref ofBlock, ref all, distance, inverseTemperature, first);
                count += Compress(distance, i, IsBetween(distance, first, last), ref orders, ref distances, ref ids, count);
            }

            nearMass += scratch.NearMasses[start / SamplerScratch.Block] = Vector256.Sum(ofBlock);
        }

        if (whole < logits.Length)
        {
            var ofBlock = Vector256<ulong>.Zero;
            var distance = top - LoadTail(logits, whole);
            nearCount += Add(ref ofBlock, ref all, distance, inverseTemperature, first);
            count += Compress(distance, whole, IsBetween(distance, first, last), ref orders, ref distances, ref ids, count);
            var mass = Vector256.Sum(ofBlock);
            nearMass += mass;
            scratch.NearMasses[whole / SamplerScratch.Block] = mass + (whole % SamplerScratch.Block == 0 ? 0 : scratch.NearMasses[whole / SamplerScratch.Block]);
        }

        scratch.EndCandidates(count);
        return new(nearMass, nearCount, Vector256.Sum(all), count);
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
    public static int Gather(SamplerScratch scratch, int count, int bin, float nearest, float binsPerNat)
    {
        var (wanted, first) = (Vector256.Create(bin), Vector256.Create(nearest));
        var gathered = 0;
        for (var i = 0; i < count; i += Lanes)
        {
            var bins = Avx.ConvertToVector256Int32WithTruncation((Load(scratch.Distances, i) - first) * binsPerNat);
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
    private static int Compress(
        Vector256<float> distance, int firstId, Vector256<float> within, ref ulong orders, ref float distances, ref int ids, int count)
    {
        var bits = within.ExtractMostSignificantBits();
        if (bits == 0)
        {
            return 0;
        }

        // Moves the wanted lanes to the front; what is behind them is overwritten by the next.
        var order = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.Add(ref orders, bits)).AsByte());
        var id = Vector256<int>.Indices + Vector256.Create(firstId);
        Avx2.PermuteVar8x32(distance, order).StoreUnsafe(ref distances, (nuint)count);
        Avx2.PermuteVar8x32(id, order).StoreUnsafe(ref ids, (nuint)count);
        return BitOperations.PopCount(bits);
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

    /// <summary>Adds all to the row's mass, and what is nearer than <paramref name="near"/> to its block's; the number of the near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Add(
        ref Vector256<ulong> ofBlock, ref Vector256<ulong> all, Vector256<float> distance, float inverseTemperature, Vector256<float> near)
    {
        var (p, n) = Avx2Mass.Exp(Avx2Mass.Cap(distance * inverseTemperature));
        var (even, odd) = Avx2Mass.Pairs(p, n);
        var isNear = Vector256.LessThan(distance, near);
        all += even + odd;
        ofBlock += (even & Avx.DuplicateEvenIndexed(isNear).AsUInt64()) + (odd & Avx.DuplicateOddIndexed(isNear).AsUInt64());
        return BitOperations.PopCount(isNear.ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> IsBetween(Vector256<float> distance, Vector256<float> near, Vector256<float> far) =>
        Vector256.GreaterThanOrEqual(distance, near) & Vector256.LessThanOrEqual(distance, far);

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

    private static ulong Order(int lanes)
    {
        var (order, place) = (0UL, 0);
        for (var lane = 0; lane < Lanes; lane++)
        {
            if ((lanes >> lane & 1) != 0)
            {
                order |= (ulong)lane << (8 * place++);
            }
        }

        return order;
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
