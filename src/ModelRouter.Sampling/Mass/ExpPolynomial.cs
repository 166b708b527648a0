namespace ModelRouter.Sampling;

/// <summary>Constants of exp(−x) = 2⁻ⁿ · p(r), n = rint(x · log₂e), r = n · ln 2 − x, shared by every implementation.</summary>
/// <remarks>
/// p(r) = 1 + r + r² · (C2 … C6): a minimax fit to eʳ for |r| ≤ 0.3475 with p(0) = p′(0) = 1; relative error 3.1·10⁻⁹ before
/// rounding. Fitted by iteratively reweighted least squares in double precision, then rounded to float.
/// </remarks>
internal static class ExpPolynomial
{
    public const float Log2E = 1.44269504f;

    /// <summary>High part of ln 2 in nine bits: n times it is exact.</summary>
    public const float Ln2High = 0.693359375f;

    /// <summary>ln 2 − <see cref="Ln2High"/>.</summary>
    public const float Ln2Low = -2.12194440e-4f;

    public const float C2 = 0.49999993346f;
    public const float C3 = 0.16666519129f;
    public const float C4 = 0.04166840574f;
    public const float C5 = 0.00836889874f;
    public const float C6 = 0.00138142213f;

    /// <summary>2²⁴: p in [0.5, 2) times it is an integer below 2²⁵, exactly.</summary>
    public const float MantissaScale = 16777216f;
}
