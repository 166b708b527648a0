namespace ModelRouter;

/// <summary>What a request is expected to take at a model.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="InputTokens">Tokens that it will read.</param>
/// <param name="OutputTokens">Tokens that it is expected to write, thought included.</param>
/// <param name="Cost">What it is expected to cost, in US dollars.</param>
/// <param name="LatencySeconds">Seconds until the whole answer is there.</param>
/// <param name="SuccessProbability">Chance, 0 to 1, that the answer is right.</param>
public sealed record CostEstimate(string Model, long InputTokens, long OutputTokens, decimal Cost, double LatencySeconds, double SuccessProbability)
{
    internal static CostEstimate Of(RoutingDecision decision, RankedModel ranked) =>
        new(ranked.Model, decision.Profile.InputTokens, ranked.OutputTokens, ranked.Cost, ranked.Latency.TotalSeconds, ranked.SuccessProbability);
}
