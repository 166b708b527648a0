using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86Fma = System.Runtime.Intrinsics.X86.Fma;

namespace ModelRouter.Sampling;

/// <summary><see cref="IntegerMass"/>, eight lanes at a time, operation by operation.</summary>
internal static class Avx2Mass
{
    private const ulong LowHalf = uint.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cap(Vector256<float> scaled) =>
        Avx.Min(scaled, Vector256.Create(IntegerMass.Farthest)); // The second operand where the first is NaN.

    /// <summary>p · 2²⁴ in float and n of exp(−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> P, Vector256<int> N) Exp(Vector256<float> x)
    {
        var n = Avx.ConvertToVector256Int32(x * ExpPolynomial.Log2E); // Rounds to nearest even.
        var exponent = Avx.ConvertToVector256Single(n);
        var r = Fma(exponent, Vector256.Create(ExpPolynomial.Ln2High), -x);
        r = Fma(exponent, Vector256.Create(ExpPolynomial.Ln2Low), r);
        var p = Fma(r, Vector256.Create(ExpPolynomial.C6), Vector256.Create(ExpPolynomial.C5));
        p = Fma(r, p, Vector256.Create(ExpPolynomial.C4));
        p = Fma(r, p, Vector256.Create(ExpPolynomial.C3));
        p = Fma(r, p, Vector256.Create(ExpPolynomial.C2));
        p = Fma(r, p, Vector256<float>.One);
        return (Fma(r, p, Vector256<float>.One), n);
    }

    /// <summary>Σ over pairs of neighbouring lanes of ((p · 2²⁴) &lt;&lt; 20) &gt;&gt; n; sums do not ask for an order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> PairSums(Vector256<float> p, Vector256<int> n)
    {
        var (even, odd) = Pairs(p, n);
        return even + odd;
    }

    /// <summary>The even and the odd lanes' ((p · 2²⁴) &lt;&lt; 20) &gt;&gt; n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<ulong> Even, Vector256<ulong> Odd) Pairs(Vector256<float> p, Vector256<int> n)
    {
        var mantissa = Mantissa(p).AsUInt64();
        var shift = n.AsUInt64();
        var low = Vector256.Create(LowHalf);
        var even = Avx2.ShiftRightLogicalVariable((mantissa & low) << IntegerMass.MantissaShift, shift & low);
        var odd = Avx2.ShiftRightLogicalVariable((mantissa >> 32) << IntegerMass.MantissaShift, shift >> 32);
        return (even, odd);
    }

    /// <summary>The masses in lane order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<ulong> Low, Vector256<ulong> High) Masses(Vector256<float> p, Vector256<int> n)
    {
        var mantissa = Mantissa(p).AsUInt32();
        var shift = n.AsUInt32();
        return (
            Widen(mantissa.GetLower(), shift.GetLower()),
            Widen(mantissa.GetUpper(), shift.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Mantissa(Vector256<float> p) =>
        Avx.ConvertToVector256Int32WithTruncation(p * ExpPolynomial.MantissaScale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Widen(Vector128<uint> mantissa, Vector128<uint> shift) =>
        Avx2.ShiftRightLogicalVariable(
            Avx2.ConvertToVector256Int64(mantissa).AsUInt64() << IntegerMass.MantissaShift, Avx2.ConvertToVector256Int64(shift).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) => X86Fma.MultiplyAdd(a, b, c);
}
