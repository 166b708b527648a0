using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter.Sampling;

/// <summary>The passes with four lanes and no instruction set of one maker. Rows need not be aligned; a row's tail is padded with −∞, which weighs nothing.</summary>
internal readonly struct Vector128Kernel : IRowKernel
{
    private const int Lanes = 4;

    // For each set of lanes their bytes' places, in order.
    private static readonly Vector128<byte>[] Orders = [.. Enumerable.Range(0, 1 << Lanes).Select(Order)];

    // Compiled in full at the first call: a loop over a whole vocabulary should not start slow.
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Hot)]
    public static (float Max, float RunnerUp) Extremes(ReadOnlySpan<float> logits)
    {
        var nothing = Vector128.Create(float.NegativeInfinity);
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
        var wanted = Vector128.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var found = Vector128.Equals(Load(logits, i), wanted).ExtractMostSignificantBits();
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
        var (mass, timesDistance) = (Vector128<ulong>.Zero, Vector128<ulong>.Zero);
        var top = Vector128.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Add(ref mass, ref timesDistance, top - Load(logits, i));
        }

        if (i < logits.Length)
        {
            Add(ref mass, ref timesDistance, top - LoadTail(logits, i));
        }

        return (Vector128.Sum(mass), Vector128.Sum(timesDistance));
    }

    [MethodImpl(Hot)]
    public static ulong SumAt(ReadOnlySpan<float> logits, float max, float inverseTemperature)
    {
        var mass = Vector128<ulong>.Zero;
        var top = Vector128.Create(max);
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            Add(ref mass, (top - Load(logits, i)) * inverseTemperature);
        }

        if (i < logits.Length)
        {
            Add(ref mass, (top - LoadTail(logits, i)) * inverseTemperature);
        }

        return Vector128.Sum(mass);
    }

    [MethodImpl(Hot)]
    public static int Collect(ReadOnlySpan<float> logits, float max, float reach, SamplerScratch scratch)
    {
        var top = Vector128.Create(max);
        var farthest = Vector128.Create(reach);
        ref var orders = ref MemoryMarshal.GetArrayDataReference(Orders);
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var count = 0;
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            var distance = top - Load(logits, i);
            count += Compress(distance, i, Vector128.LessThanOrEqual(distance, farthest), ref orders, ref distances, ref ids, count);
        }

        if (i < logits.Length)
        {
            var distance = top - LoadTail(logits, i);
            count += Compress(distance, i, Vector128.LessThanOrEqual(distance, farthest), ref orders, ref distances, ref ids, count);
        }

        scratch.EndCandidates(count);
        return count;
    }

    [MethodImpl(Hot)]
    public static BandSums Split(ReadOnlySpan<float> logits, float max, float inverseTemperature, float near, float far, SamplerScratch scratch)
    {
        var (top, first, last) = (Vector128.Create(max), Vector128.Create(near), Vector128.Create(far));
        ref var orders = ref MemoryMarshal.GetArrayDataReference(Orders);
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var (nearMass, all) = (0UL, Vector128<ulong>.Zero);
        var (nearCount, count) = (0, 0);
        var whole = logits.Length - (logits.Length % Lanes);
        for (var start = 0; start < whole; start += SamplerScratch.Block)
        {
            var ofBlock = Vector128<ulong>.Zero;
            var end = Math.Min(start + SamplerScratch.Block, whole);
            for (var i = start; i < end; i += Lanes)
            {
                var distance = top - Load(logits, i);
                nearCount += Add(ref ofBlock, ref all, distance, inverseTemperature, first);
                count += Compress(distance, i, IsBetween(distance, first, last), ref orders, ref distances, ref ids, count);
            }

            nearMass += scratch.NearMasses[start / SamplerScratch.Block] = Vector128.Sum(ofBlock);
        }

        if (whole < logits.Length)
        {
            var ofBlock = Vector128<ulong>.Zero;
            var distance = top - LoadTail(logits, whole);
            nearCount += Add(ref ofBlock, ref all, distance, inverseTemperature, first);
            count += Compress(distance, whole, IsBetween(distance, first, last), ref orders, ref distances, ref ids, count);
            var mass = Vector128.Sum(ofBlock);
            nearMass += mass;
            scratch.NearMasses[whole / SamplerScratch.Block] = mass + (whole % SamplerScratch.Block == 0 ? 0 : scratch.NearMasses[whole / SamplerScratch.Block]);
        }

        scratch.EndCandidates(count);
        return new(nearMass, nearCount, Vector128.Sum(all), count);
    }

    [MethodImpl(Hot)]
    public static (ulong Mass, int Count) Weigh(SamplerScratch scratch, int count, float inverseTemperature, ulong least)
    {
        var sum = Vector128<ulong>.Zero;
        // Masses are below 2⁶³, so a signed comparison, which every instruction set has, orders them.
        var floor = Vector128.Create((long)least - 1);
        var weighed = Vector128<long>.Zero;
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = 0; i < count; i += Lanes)
        {
            var (p, n) = Vector128Mass.Exp(Vector128Mass.Cap(Load(scratch.Distances, i) * inverseTemperature));
            var (low, high) = Vector128Mass.Masses(p, n);
            var (lowKept, highKept) = (Vector128.GreaterThan(low.AsInt64(), floor), Vector128.GreaterThan(high.AsInt64(), floor));
            low &= lowKept.AsUInt64();
            high &= highKept.AsUInt64();
            low.StoreUnsafe(ref masses, (nuint)i);
            high.StoreUnsafe(ref masses, (nuint)(i + (Lanes / 2)));
            sum += low + high;
            weighed -= lowKept + highKept; // What is true is −1.
        }

        return (Vector128.Sum(sum), (int)Vector128.Sum(weighed));
    }

    [MethodImpl(Hot)]
    public static int Gather(SamplerScratch scratch, int count, int bin, float nearest, float binsPerNat)
    {
        var (wanted, first) = (Vector128.Create(bin), Vector128.Create(nearest));
        var gathered = 0;
        for (var i = 0; i < count; i += Lanes)
        {
            var bins = Vector128.ConvertToInt32Native((Load(scratch.Distances, i) - first) * binsPerNat);
            for (var bits = Vector128.Equals(bins, wanted).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
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
        var sum = Vector128<ulong>.Zero;
        // Ranks are below 2⁶³, so a signed comparison, which every instruction set has, orders them.
        var last = Vector128.Create((long)Math.Min(boundary, long.MaxValue));
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = (nuint)start; i < (nuint)(start + count); i += Lanes)
        {
            var (lowDistance, highDistance) = Vector128.Widen(Vector128.LoadUnsafe(ref distances, i).AsInt32());
            var (lowId, highId) = Vector128.Widen(Vector128.LoadUnsafe(ref ids, i));
            sum += Vector128.LoadUnsafe(ref masses, i) & Vector128.LessThanOrEqual((lowDistance << 32) | lowId, last).AsUInt64();
            sum += Vector128.LoadUnsafe(ref masses, i + (Lanes / 2)) & Vector128.LessThanOrEqual((highDistance << 32) | highId, last).AsUInt64();
        }

        return Vector128.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Compress(
        Vector128<float> distance, int firstId, Vector128<float> within, ref Vector128<byte> orders, ref float distances, ref int ids, int count)
    {
        var bits = within.ExtractMostSignificantBits();
        if (bits == 0)
        {
            return 0;
        }

        // Moves the wanted lanes to the front; what is behind them is overwritten by the next.
        var order = Unsafe.Add(ref orders, bits);
        var id = Vector128<int>.Indices + Vector128.Create(firstId);
        Vector128.ShuffleNative(distance.AsByte(), order).AsSingle().StoreUnsafe(ref distances, (nuint)count);
        Vector128.ShuffleNative(id.AsByte(), order).AsInt32().StoreUnsafe(ref ids, (nuint)count);
        return BitOperations.PopCount(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector128<ulong> mass, ref Vector128<ulong> timesDistance, Vector128<float> distance)
    {
        if (Vector128.LessThanAny(distance, Vector128.Create(IntegerMass.Negligible)))
        {
            distance = Vector128Mass.Cap(distance);
            var (p, n) = Vector128Mass.Exp(distance);
            var (low, high) = Vector128Mass.Masses(p, n);
            var (lowTimes, highTimes) = Vector128Mass.MassesTimesDistance(p, n, distance);
            mass += low + high;
            timesDistance += lowTimes + highTimes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector128<ulong> mass, Vector128<float> scaled)
    {
        if (Vector128.LessThanAny(scaled, Vector128.Create(IntegerMass.Massless)))
        {
            var (p, n) = Vector128Mass.Exp(Vector128Mass.Cap(scaled));
            var (low, high) = Vector128Mass.Masses(p, n);
            mass += low + high;
        }
    }

    /// <summary>Adds all to the row's mass, and what is nearer than <paramref name="near"/> to its block's; the number of the near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Add(
        ref Vector128<ulong> ofBlock, ref Vector128<ulong> all, Vector128<float> distance, float inverseTemperature, Vector128<float> near)
    {
        var (p, n) = Vector128Mass.Exp(Vector128Mass.Cap(distance * inverseTemperature));
        var (low, high) = Vector128Mass.Masses(p, n);
        var isNear = Vector128.LessThan(distance, near);
        var (lowNear, highNear) = Vector128.Widen(isNear.AsInt32());
        all += low + high;
        ofBlock += (low & lowNear.AsUInt64()) + (high & highNear.AsUInt64());
        return BitOperations.PopCount(isNear.ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> IsBetween(Vector128<float> distance, Vector128<float> near, Vector128<float> far) =>
        Vector128.GreaterThanOrEqual(distance, near) & Vector128.LessThanOrEqual(distance, far);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(ref Vector128<float> best, ref Vector128<float> next, Vector128<float> logits)
    {
        // NaN is greater than nothing, and falls through both.
        var isBest = Vector128.GreaterThan(logits, best);
        var other = Vector128.ConditionalSelect(isBest, best, logits);
        best = Vector128.ConditionalSelect(isBest, logits, best);
        next = Vector128.ConditionalSelect(Vector128.GreaterThan(other, next), other, next);
    }

    private static (float Max, float RunnerUp) Extremes(Vector128<float> best, Vector128<float> next)
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

    private static Vector128<byte> Order(int lanes)
    {
        Span<byte> order = stackalloc byte[Vector128<byte>.Count];
        order.Clear();
        var place = 0;
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (var part = 0; part < sizeof(float) && (lanes >> lane & 1) != 0; part++)
            {
                order[place++] = (byte)((lane * sizeof(float)) + part);
            }
        }

        return Vector128.Create<byte>(order);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ReadOnlySpan<float> values, int start) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    // Apart from the loops: a call within them would spill every vector register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> LoadTail(ReadOnlySpan<float> values, int start)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Fill(float.NegativeInfinity);
        values[start..].CopyTo(padded);
        return Load(padded, 0);
    }
}
