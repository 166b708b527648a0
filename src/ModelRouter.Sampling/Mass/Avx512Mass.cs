using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary><see cref="IntegerMass"/>, sixteen lanes at a time.</summary>
internal static class Avx512Mass
{
    // Of VRNDSCALEPS: to the nearest, ties to even; towards zero.
    private const byte Nearest = 0;
    private const byte TowardsZero = 3;

    // One in units of a mass, as a power of two.
    private const float Unit = 44;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cap(Vector512<float> scaled) =>
        Avx512F.Min(scaled, Vector512.Create(IntegerMass.Farthest)); // The second operand where the first is NaN.

    /// <summary>p and n of exp(−x), both in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> P, Vector512<float> N) Exp(Vector512<float> x)
    {
        var n = Avx512F.RoundScale(x * ExpPolynomial.Log2E, Nearest);
        var r = Fma(n, Vector512.Create(ExpPolynomial.Ln2High), -x);
        r = Fma(n, Vector512.Create(ExpPolynomial.Ln2Low), r);
        var p = Fma(r, Vector512.Create(ExpPolynomial.C6), Vector512.Create(ExpPolynomial.C5));
        p = Fma(r, p, Vector512.Create(ExpPolynomial.C4));
        p = Fma(r, p, Vector512.Create(ExpPolynomial.C3));
        p = Fma(r, p, Vector512.Create(ExpPolynomial.C2));
        p = Fma(r, p, Vector512<float>.One);
        return (Fma(r, p, Vector512<float>.One), n);
    }

    /// <summary>q before its fraction is cut off: p · 2²⁴ is an integer, so ((p · 2²⁴) &lt;&lt; 20) &gt;&gt; n is ⌊p · 2⁴⁴⁻ⁿ⌋, and a power of two
    /// rounds nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Mass(Vector512<float> p, Vector512<float> n) => Avx512F.Scale(p, Vector512.Create(Unit) - n);

    /// <summary>h before its fraction is cut off. Unlike p, p · d has bits below 2⁻²⁴, which go before the shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MassTimesDistance(Vector512<float> p, Vector512<float> n, Vector512<float> distance) => Avx512F.Scale(
        Avx512F.RoundScale(p * distance * ExpPolynomial.MantissaScale, TowardsZero), Vector512.Create((float)IntegerMass.MantissaShift) - n);

    /// <summary>Sums of pairs of lanes, each without its fraction; sums do not ask for an order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> PairSums(Vector512<float> values)
    {
        var (low, high) = Integers(values);
        return low + high;
    }

    /// <summary>The lanes in their order, each without its fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> Low, Vector512<ulong> High) Integers(Vector512<float> values) => (
        Avx512DQ.ConvertToVector512UInt64WithTruncation(values.GetLower()),
        Avx512DQ.ConvertToVector512UInt64WithTruncation(values.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Avx512F.FusedMultiplyAdd(a, b, c);
}
