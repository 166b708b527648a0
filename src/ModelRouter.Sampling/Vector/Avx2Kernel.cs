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
        var wanted = Vector256.Create(max);
        for (var i = 0; ; i += Lanes)
        {
            var found = Vector256.Equals(LoadPadded(logits, i), wanted).ExtractMostSignificantBits();
            if (found != 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }
    }

    public static (ulong Mass, ulong MassTimesDistance) Sum(ReadOnlySpan<float> logits, float max)
    {
        var (mass, timesDistance) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var top = Vector256.Create(max);
        for (var i = 0; i < logits.Length; i += Lanes)
        {
            var distance = top - LoadPadded(logits, i);
            if (!Vector256.LessThanAny(distance, Vector256.Create(IntegerMass.Negligible)))
            {
                continue;
            }

            distance = Avx2Mass.Cap(distance);
            var (p, n) = Avx2Mass.Exp(distance);
            mass += Avx2Mass.PairSums(p, n);
            timesDistance += Avx2Mass.PairSums(p * distance, n);
        }

        return (Vector256.Sum(mass), Vector256.Sum(timesDistance));
    }

    public static ulong SumAt(ReadOnlySpan<float> logits, float max, float inverseTemperature)
    {
        var mass = Vector256<ulong>.Zero;
        var top = Vector256.Create(max);
        for (var i = 0; i < logits.Length; i += Lanes)
        {
            var scaled = (top - LoadPadded(logits, i)) * inverseTemperature;
            if (!Vector256.LessThanAny(scaled, Vector256.Create(IntegerMass.Massless)))
            {
                continue;
            }

            var (p, n) = Avx2Mass.Exp(Avx2Mass.Cap(scaled));
            mass += Avx2Mass.PairSums(p, n);
        }

        return Vector256.Sum(mass);
    }

    public static int Collect(ReadOnlySpan<float> logits, float max, float reach, SamplerScratch scratch)
    {
        var top = Vector256.Create(max);
        var farthest = Vector256.Create(reach);
        var count = 0;
        for (var i = 0; i < logits.Length; i += Lanes)
        {
            var distance = top - LoadPadded(logits, i);
            var bits = Vector256.LessThanOrEqual(distance, farthest).ExtractMostSignificantBits();
            for (; bits != 0; bits &= bits - 1)
            {
                var lane = BitOperations.TrailingZeroCount(bits);
                scratch.Distances[count] = max - logits[i + lane];
                scratch.Ids[count++] = i + lane;
            }
        }

        scratch.EndCandidates(count);
        return count;
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadPadded(ReadOnlySpan<float> values, int start) =>
        start + Lanes <= values.Length ? Load(values, start) : LoadTail(values, start);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> LoadTail(ReadOnlySpan<float> values, int start)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Fill(float.NegativeInfinity);
        values[start..].CopyTo(padded);
        return Load(padded, 0);
    }
}
