namespace ModelRouter.Cli;

/// <summary>What a break-even comes down to, in sentences; the same in the table, the plot and JSON.</summary>
internal static class BreakEvenText
{
    internal static string Headline(BreakEven result) => result.FirstVolume is { } first
        ? $"Self-hosting costs less than the API from {CostText.Tokens(first)} tokens a month on"
        : "Self-hosting never costs less than this API";

    /// <summary>Why not, or null.</summary>
    internal static string? Obstacle(BreakEven result) => result.Obstacle switch
    {
        null => null,
        BreakEvenObstacle.MarginalCost =>
            $"the marginal cost, {CostText.PerMillion(result.MarginalPerMillion)} per million tokens, is not below the API's price, "
                + CostText.PerMillion(result.ApiPerMillion),
        _ => $"even a full node costs {CostText.Dollars(result.SelfHostedCost(result.TokensPerNode))} a month, and the API does its "
            + $"{CostText.Tokens(result.TokensPerNode)} tokens for {CostText.Dollars(result.ApiCost(result.TokensPerNode))}",
    };

    /// <summary>What further nodes do to a break-even, or null if nothing.</summary>
    internal static string? Lasting(BreakEven result) => (result.FirstVolume, result.LastingVolume) switch
    {
        (null, _) => null,
        ({ } first, { } lasting) when lasting == first => null,
        (_, { } lasting) =>
            "a further node that is hardly used yet makes the API cheaper again; "
                + $"from {CostText.Tokens(lasting)} tokens a month on, self-hosting always costs less",
        _ => "each further node that is hardly used yet makes the API cheaper again",
    };
}
