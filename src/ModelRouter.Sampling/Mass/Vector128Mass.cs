using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelRouter.Sampling;

/// <summary><see cref="IntegerMass"/>, four lanes at a time, by instructions that every processor's vectors have.</summary>
internal static class Vector128Mass
{
    // One in units of a mass, as a power of two.
    private const int Unit = 44;

    // Of a float: what is added to an exponent, and the place of its lowest bit.
    private const int Bias = 127;
    private const int ExponentShift = 23;

    // Whole numbers below 2⁵² that are added to it stand in its lower bits.
    private const double TwoTo52 = 4503599627370496;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cap(Vector128<float> scaled)
    {
        var farthest = Vector128.Create(IntegerMass.Farthest);
        return Vector128.ConditionalSelect(Vector128.LessThan(scaled, farthest), scaled, farthest); // Nothing is less where it is NaN.
    }

    /// <summary>p and n of exp(−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> P, Vector128<int> N) Exp(Vector128<float> x)
    {
        var exponent = Vector128.Round(x * ExpPolynomial.Log2E); // To nearest even.
        var r = Vector128.FusedMultiplyAdd(exponent, Vector128.Create(ExpPolynomial.Ln2High), -x);
        r = Vector128.FusedMultiplyAdd(exponent, Vector128.Create(ExpPolynomial.Ln2Low), r);
        var p = Vector128.FusedMultiplyAdd(r, Vector128.Create(ExpPolynomial.C6), Vector128.Create(ExpPolynomial.C5));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(ExpPolynomial.C4));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(ExpPolynomial.C3));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(ExpPolynomial.C2));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128<float>.One);
        return (Vector128.FusedMultiplyAdd(r, p, Vector128<float>.One), Vector128.ConvertToInt32Native(exponent));
    }

    /// <summary>q in lane order: p · 2²⁴ is an integer, so ((p · 2²⁴) &lt;&lt; 20) &gt;&gt; n is ⌊p · 2⁴⁴⁻ⁿ⌋, and a power of two rounds nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<ulong> Low, Vector128<ulong> High) Masses(Vector128<float> p, Vector128<int> n) =>
        Integers(Vector128.Floor(p * PowerOfTwo(Vector128.Create(Unit) - n)));

    /// <summary>h in lane order. Unlike p, p · d has bits below 2⁻²⁴, which go before the shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<ulong> Low, Vector128<ulong> High) MassesTimesDistance(Vector128<float> p, Vector128<int> n, Vector128<float> distance) =>
        Integers(Vector128.Floor(
            Vector128.Floor(p * distance * ExpPolynomial.MantissaScale) * PowerOfTwo(Vector128.Create(IntegerMass.MantissaShift) - n)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<int> exponent) => ((exponent + Vector128.Create(Bias)) << ExponentShift).AsSingle();

    /// <summary>Whole floats below 2⁵² as integers, for which many processors have no instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<ulong> Low, Vector128<ulong> High) Integers(Vector128<float> whole)
    {
        var (low, high) = Vector128.Widen(whole);
        var offset = Vector128.Create(TwoTo52);
        return ((low + offset).AsUInt64() ^ offset.AsUInt64(), (high + offset).AsUInt64() ^ offset.AsUInt64());
    }
}
