namespace ModelRouter;

/// <summary>A model that may serve a request, with what the router expects of it.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Tier">The model's tier.</param>
/// <param name="SuccessProbability">Chance, 0 to 1, that its answer is right.</param>
/// <param name="Cost">Expected cost in US dollars.</param>
/// <param name="Latency">Expected time until the whole answer is there.</param>
/// <param name="Value">Worth × P(success) − cost − price of the wait, in US dollars.</param>
public sealed record RankedModel(
    string Model,
    ModelTier Tier,
    double SuccessProbability,
    decimal Cost,
    TimeSpan Latency,
    decimal Value)
{
    /// <summary>Tokens that it is expected to write, thought included; cost and latency are those of these.</summary>
    public long OutputTokens { get; init; }
}
