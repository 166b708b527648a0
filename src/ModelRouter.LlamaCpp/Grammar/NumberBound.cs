namespace ModelRouter.LlamaCpp;

/// <summary>A bound of a JSON number.</summary>
/// <param name="Value">Where it is.</param>
/// <param name="IsExclusive">True if the value itself lies beyond it.</param>
internal readonly record struct NumberBound(decimal Value, bool IsExclusive)
{
    /// <summary>The value at most <paramref name="sign"/> times another: the narrower of two bounds from the same side.</summary>
    public static NumberBound? Narrower(NumberBound? one, NumberBound? other, int sign) =>
        one is not { } a ? other
        : other is not { } b || sign * a.Value < sign * b.Value ? one
        : a.Value == b.Value ? a with { IsExclusive = a.IsExclusive || b.IsExclusive } : other;

    public NumberBound Negated() => this with { Value = -Value };
}
