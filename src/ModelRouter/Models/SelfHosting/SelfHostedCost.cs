namespace ModelRouter;

/// <summary>What a day of self-hosting costs and what its tokens would have earned, by <see cref="SelfHostedCostModel"/>.</summary>
/// <remarks>Immutable; US dollars, unrounded.</remarks>
public sealed record SelfHostedCost
{
    /// <summary>Dollars a day, idle time included.</summary>
    public required decimal DailyCost { get; init; }

    /// <summary>Dollars that an API would have charged for the day's tokens, or <see langword="null"/> without its prices.</summary>
    public required decimal? DailyRevenue { get; init; }

    /// <summary>How many nodes there are.</summary>
    public required decimal Nodes { get; init; }

    /// <summary>How many nodes the load takes when all are busy around the clock.</summary>
    public required decimal RequiredNodes { get; init; }

    /// <summary>Input that doesn't come from the cache.</summary>
    public required SelfHostedTokenCost Input { get; init; }

    /// <summary>Input from the cache.</summary>
    public required SelfHostedTokenCost CachedInput { get; init; }

    /// <summary>Output, thoughts included.</summary>
    public required SelfHostedTokenCost Output { get; init; }

    /// <summary>Share of the nodes' time that is work; up to 1.001, see <see cref="SelfHostedCostModel.CapacityTolerance"/>.</summary>
    public decimal Utilization => RequiredNodes / Nodes;

    /// <summary>(revenue − cost) / cost × 100, or <see langword="null"/> without revenue or at no cost.</summary>
    public decimal? MarginPercent => DailyCost == 0 ? null : (DailyRevenue - DailyCost) / DailyCost * 100;

    /// <summary>The marginal cost as a price list: right for choosing where the next request goes.</summary>
    public ModelPricing MarginalPricing => new()
    {
        InputPerMillion = Input.MarginalPerMillion,
        CachedInputPerMillion = CachedInput.MarginalPerMillion,
        OutputPerMillion = Output.MarginalPerMillion,
    };

    /// <summary>The full cost as a price list: right for the bill. <see langword="null"/> for a day without work.</summary>
    public ModelPricing? FullPricing => (Input.FullPerMillion, Output.FullPerMillion) is ({ } input, { } output)
        ? new() { InputPerMillion = input, CachedInputPerMillion = CachedInput.FullPerMillion, OutputPerMillion = output }
        : null;
}
