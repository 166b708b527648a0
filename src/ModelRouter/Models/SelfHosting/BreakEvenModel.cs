namespace ModelRouter;

/// <summary>From which volume on self-hosting costs less than an API.</summary>
/// <remarks>Immutable. Nodes are whole and there is at least one, so the cost of self-hosting rises in steps: with V tokens a month, M of which
/// fit a node, it is ⌈V / M⌉ (at least 1) months of a node, and for owned GPUs the energy of the work. The API costs V × its price. A month is
/// a twelfth of 365 days, 730 hours.</remarks>
public sealed record BreakEvenModel
{
    /// <summary>What a node is.</summary>
    public required GpuNode Node { get; init; }

    /// <summary>How fast a node is.</summary>
    public required ServingThroughput Throughput { get; init; }

    /// <summary>In which proportion the tokens come.</summary>
    public required TokenMix Mix { get; init; }

    /// <summary>What the API charges. Prices are 0 to 1,000,000; no fee per request, no price of its own for thoughts.</summary>
    public required ModelPricing ApiPrice { get; init; }

    /// <summary>How busy a node may be over a month before another is needed; 0.01 to 1 (the default). Nights and peaks keep it below 1 in
    /// practice.</summary>
    public decimal MaxUtilization { get; init; } = 1;

    /// <summary>Works it out.</summary>
    /// <exception cref="SelfHostedInputException">A number is out of range, or the mix takes no time.</exception>
    public BreakEven Calculate()
    {
        ArgumentNullException.ThrowIfNull(Node);
        ArgumentNullException.ThrowIfNull(Throughput);
        ArgumentNullException.ThrowIfNull(Mix);
        ArgumentNullException.ThrowIfNull(ApiPrice);
        Node.Check();
        Throughput.Check();
        Mix.Check();
        ApiPriceCheck.Check(ApiPrice);
        CostRange.PositiveShare.Check(nameof(MaxUtilization), MaxUtilization);
        return new(this);
    }
}
