namespace ModelRouter.Sampling;

/// <summary>The definition of a token's integer mass; vector and device code repeats these operations in this order.</summary>
/// <remarks>
/// <para>Why integers: a float sum depends on its order, so a GPU, an AVX machine and a plain one would disagree at the edge of a
/// top-p set and then for the rest of the sequence. An integer sum does not. Only the exponential remains, and it is made of IEEE 754
/// operations that every device rounds alike: multiply, fused multiply-add, round to nearest even, and integer shifts. No division
/// (its reciprocal is taken once per row), no table, no library exponential, no contraction left to a compiler.</para>
/// <para>Definition, all in binary32, "·" and "−" rounded once, fma rounded once:
/// <code>
/// d = max − logit             (max never −0, so d is +0 or more; equal logits give equal d)
/// x = min(d · (1/T), 40)      (40 when d is NaN)
/// n = rint(x · Log2E)         (0 to 58)
/// r = fma(n, Ln2Low, fma(n, Ln2High, −x))
/// p = fma(r, fma(r, fma(r, fma(r, fma(r, fma(r, C6, C5), C4), C3), C2), 1), 1)
/// q = ((uint64)(p · 2²⁴) &lt;&lt; 20) &gt;&gt; n
/// h = ((uint64)((p · d′) · 2²⁴) &lt;&lt; 20) &gt;&gt; n,  d′ = min(d, 40), T = 1
/// </code>
/// q is the mass: 2⁴⁴ at d = 0, zero beyond about 30.5 T. p · 2²⁴ is an integer, so its conversion is exact and the shift truncates.
/// h is mass times distance, the summand of the entropy. q need not be monotone in d in its last bit: ranking is by d, never by q.</para>
/// </remarks>
internal static class IntegerMass
{
    /// <summary>Mass of the likeliest token: 2⁴⁴. A sum over 2¹⁹ tokens stays below 2⁶³.</summary>
    public const ulong One = 1UL << 44;

    /// <summary>Distances beyond this many nats count as this many.</summary>
    public const float Farthest = 40;

    /// <summary>Scaled distances from here on have a mass of zero; a cut with room to spare (exp(−31) · 2⁴⁴ = 0.6).</summary>
    public const float Massless = 31;

    /// <summary>Distances from here on have neither mass nor mass times distance (exp(−36) · 36 · 2⁴⁴ = 0.15).</summary>
    public const float Negligible = 36;

    public const int MantissaShift = 20;

    /// <summary>d′: the distance in nats, at most <see cref="Farthest"/>, which NaN also gives.</summary>
    public static float Distance(float max, float logit)
    {
        var distance = max - logit;
        return distance < Farthest ? distance : Farthest;
    }

    /// <summary>x: an uncapped distance over the temperature, at most <see cref="Farthest"/>, which NaN also gives.</summary>
    public static float Scale(float distance, float inverseTemperature)
    {
        var scaled = distance * inverseTemperature;
        return scaled < Farthest ? scaled : Farthest;
    }

    /// <summary>q: the mass at a scaled distance of 0 to <see cref="Farthest"/>.</summary>
    public static ulong Of(float scaled)
    {
        var p = Exp(scaled, out var n);
        return ((ulong)(int)(p * ExpPolynomial.MantissaScale) << MantissaShift) >> n;
    }

    /// <summary>h: mass times distance at temperature 1, for a distance of 0 to <see cref="Farthest"/>.</summary>
    public static ulong TimesDistance(float distance)
    {
        var p = Exp(distance, out var n);
        return ((ulong)(int)(p * distance * ExpPolynomial.MantissaScale) << MantissaShift) >> n;
    }

    private static float Exp(float x, out int n)
    {
        var exponent = MathF.Round(x * ExpPolynomial.Log2E);
        n = (int)exponent;
        var r = MathF.FusedMultiplyAdd(exponent, ExpPolynomial.Ln2Low, MathF.FusedMultiplyAdd(exponent, ExpPolynomial.Ln2High, -x));
        var p = MathF.FusedMultiplyAdd(r, ExpPolynomial.C6, ExpPolynomial.C5);
        p = MathF.FusedMultiplyAdd(r, p, ExpPolynomial.C4);
        p = MathF.FusedMultiplyAdd(r, p, ExpPolynomial.C3);
        p = MathF.FusedMultiplyAdd(r, p, ExpPolynomial.C2);
        p = MathF.FusedMultiplyAdd(r, p, 1);
        return MathF.FusedMultiplyAdd(r, p, 1);
    }
}
