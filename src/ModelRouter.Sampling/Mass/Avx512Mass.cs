using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary><see cref="IntegerMass"/>, sixteen lanes at a time, operation by operation.</summary>
internal static class Avx512Mass
{
    private const ulong LowHalf = uint.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cap(Vector512<float> scaled) =>
        Avx512F.Min(scaled, Vector512.Create(IntegerMass.Farthest)); // The second operand where the first is NaN.

    /// <summary>p · 2²⁴ in float and n of exp(−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> P, Vector512<int> N) Exp(Vector512<float> x)
    {
        var n = Avx512F.ConvertToVector512Int32(x * ExpPolynomial.Log2E); // Rounds to nearest even.
        var exponent = Avx512F.ConvertToVector512Single(n);
        var r = Fma(exponent, Vector512.Create(ExpPolynomial.Ln2High), -x);
        r = Fma(exponent, Vector512.Create(ExpPolynomial.Ln2Low), r);
        var p = Fma(r, Vector512.Create(ExpPolynomial.C6), Vector512.Create(ExpPolynomial.C5));
        p = Fma(r, p, Vector512.Create(ExpPolynomial.C4));
        p = Fma(r, p, Vector512.Create(ExpPolynomial.C3));
        p = Fma(r, p, Vector512.Create(ExpPolynomial.C2));
        p = Fma(r, p, Vector512<float>.One);
        return (Fma(r, p, Vector512<float>.One), n);
    }

    /// <summary>Σ over pairs of neighbouring lanes of ((p · 2²⁴) &lt;&lt; 20) &gt;&gt; n; sums do not ask for an order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> PairSums(Vector512<float> p, Vector512<int> n)
    {
        var mantissa = Mantissa(p).AsUInt64();
        var shift = n.AsUInt64();
        var low = Vector512.Create(LowHalf);
        var even = Avx512F.ShiftRightLogicalVariable((mantissa & low) << IntegerMass.MantissaShift, shift & low);
        var odd = Avx512F.ShiftRightLogicalVariable((mantissa >> 32) << IntegerMass.MantissaShift, shift >> 32);
        return even + odd;
    }

    /// <summary>The masses in lane order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> Low, Vector512<ulong> High) Masses(Vector512<float> p, Vector512<int> n)
    {
        var mantissa = Mantissa(p).AsUInt32();
        var shift = n.AsUInt32();
        return (
            Widen(mantissa.GetLower(), shift.GetLower()),
            Widen(mantissa.GetUpper(), shift.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Mantissa(Vector512<float> p) =>
        Avx512F.ConvertToVector512Int32WithTruncation(p * ExpPolynomial.MantissaScale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Widen(Vector256<uint> mantissa, Vector256<uint> shift) =>
        Avx512F.ShiftRightLogicalVariable(
            Avx512F.ConvertToVector512UInt64(mantissa) << IntegerMass.MantissaShift, Avx512F.ConvertToVector512UInt64(shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Avx512F.FusedMultiplyAdd(a, b, c);
}
