namespace ModelRouter;

/// <summary>What one kind of token costs on nodes of one's own.</summary>
/// <remarks>Immutable; US dollars, unrounded.</remarks>
public sealed record SelfHostedTokenCost
{
    /// <summary>Tokens of the kind in a day.</summary>
    public required long Tokens { get; init; }

    /// <summary>Seconds of a node that they take in a day.</summary>
    public required decimal NodeSeconds { get; init; }

    /// <summary>Dollars for one more million: rented GPUs' time, or owned GPUs' energy.</summary>
    public required decimal MarginalPerMillion { get; init; }

    /// <summary>Dollars for a million when the whole day's cost, idle time included, is shared out by busy time; never below
    /// <see cref="MarginalPerMillion"/>. <see langword="null"/> for a day without work, which nobody can be charged for.</summary>
    public required decimal? FullPerMillion { get; init; }

    /// <summary>What the API would charge for a million, or <see langword="null"/> without its prices.</summary>
    public required decimal? ApiPerMillion { get; init; }
}
