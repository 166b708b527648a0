using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary>The passes with AVX-512F. Rows need not be aligned; a row's tail is padded with −∞, which weighs nothing.</summary>
internal readonly struct Avx512Kernel : IRowKernel
{
    private const int Lanes = 16;

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

        for (; i < logits.Length; i += Lanes)
        {
            Advance(ref best, ref next, LoadPadded(logits, i));
        }

        var both = Extremes(best, next);
        var both2 = Extremes(best2, next2);
        return both.Max >= both2.Max
            ? (both.Max, Math.Max(both.RunnerUp, both2.Max))
            : (both2.Max, Math.Max(both2.RunnerUp, both.Max));
    }

    public static int FirstIndexOf(ReadOnlySpan<float> logits, float max)
    {
        var wanted = Vector512.Create(max);
        for (var i = 0; ; i += Lanes)
        {
            var found = Vector512.Equals(LoadPadded(logits, i), wanted).ExtractMostSignificantBits();
            if (found != 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }
    }

    public static (ulong Mass, ulong MassTimesDistance) Sum(ReadOnlySpan<float> logits, float max)
    {
        var (mass, timesDistance) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var top = Vector512.Create(max);
        for (var i = 0; i < logits.Length; i += Lanes)
        {
            var distance = top - LoadPadded(logits, i);
            if (!Vector512.LessThanAny(distance, Vector512.Create(IntegerMass.Negligible)))
            {
                continue;
            }

            distance = Avx512Mass.Cap(distance);
            var (p, n) = Avx512Mass.Exp(distance);
            mass += Avx512Mass.PairSums(p, n);
            timesDistance += Avx512Mass.PairSums(p * distance, n);
        }

        return (Vector512.Sum(mass), Vector512.Sum(timesDistance));
    }

    public static ulong SumAt(ReadOnlySpan<float> logits, float max, float inverseTemperature)
    {
        var mass = Vector512<ulong>.Zero;
        var top = Vector512.Create(max);
        for (var i = 0; i < logits.Length; i += Lanes)
        {
            var scaled = (top - LoadPadded(logits, i)) * inverseTemperature;
            if (!Vector512.LessThanAny(scaled, Vector512.Create(IntegerMass.Massless)))
            {
                continue;
            }

            var (p, n) = Avx512Mass.Exp(Avx512Mass.Cap(scaled));
            mass += Avx512Mass.PairSums(p, n);
        }

        return Vector512.Sum(mass);
    }

    public static int Collect(ReadOnlySpan<float> logits, float max, float reach, SamplerScratch scratch)
    {
        var top = Vector512.Create(max);
        var farthest = Vector512.Create(reach);
        var lanes = Vector512<int>.Indices;
        ref var distances = ref MemoryMarshal.GetArrayDataReference(scratch.Distances);
        ref var ids = ref MemoryMarshal.GetArrayDataReference(scratch.Ids);
        var count = 0;
        for (var i = 0; i < logits.Length; i += Lanes)
        {
            var distance = top - LoadPadded(logits, i);
            var within = Vector512.LessThanOrEqual(distance, farthest);
            var bits = within.ExtractMostSignificantBits();
            if (bits == 0)
            {
                continue;
            }

            Avx512F.Compress(Vector512<float>.Zero, within, distance).StoreUnsafe(ref distances, (nuint)count);
            Avx512F.Compress(Vector512<int>.Zero, within.AsInt32(), lanes + Vector512.Create(i)).StoreUnsafe(ref ids, (nuint)count);
            count += BitOperations.PopCount(bits);
        }

        scratch.EndCandidates(count);
        return count;
    }

    public static (ulong Mass, int Count) Weigh(SamplerScratch scratch, int count, float inverseTemperature, ulong least)
    {
        var sum = Vector512<ulong>.Zero;
        var floor = Vector512.Create(least);
        var weighed = 0;
        ref var masses = ref MemoryMarshal.GetArrayDataReference(scratch.Masses);
        for (var i = 0; i < count; i += Lanes)
        {
            var (p, n) = Avx512Mass.Exp(Avx512Mass.Cap(Load(scratch.Distances, i) * inverseTemperature));
            var (low, high) = Avx512Mass.Masses(p, n);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadPadded(ReadOnlySpan<float> values, int start) =>
        start + Lanes <= values.Length ? Load(values, start) : LoadTail(values, start);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> LoadTail(ReadOnlySpan<float> values, int start)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Fill(float.NegativeInfinity);
        values[start..].CopyTo(padded);
        return Load(padded, 0);
    }
}
