namespace ModelRouter;

/// <summary>A model as an agent may know it.</summary>
/// <param name="Id">The id to ask for.</param>
/// <param name="Tier">Where its answers come from.</param>
/// <param name="Capabilities">What it can do beyond text.</param>
/// <param name="ContextWindow">Tokens of input and output together that it can hold.</param>
/// <param name="Clearance">The most sensitive data that it may be given.</param>
/// <param name="Quality">Prior chance, 0 to 1, that an answer of middling difficulty is right.</param>
/// <param name="InputPerMillion">US dollars for a million tokens read, by the list in force; <see langword="null"/> if no price is known, which isn't free.</param>
/// <param name="OutputPerMillion">The same for a million tokens written.</param>
/// <param name="IsAvailable">False while it cools down after failures.</param>
public sealed record ModelDescription(
    string Id, ModelTier Tier, ModelCapabilities Capabilities, int ContextWindow, DataClass Clearance, double Quality, decimal? InputPerMillion,
    decimal? OutputPerMillion, bool IsAvailable)
{
    internal static ModelDescription Of(ModelEndpoint endpoint, DateTimeOffset now)
    {
        var profile = endpoint.Profile;
        var price = profile.Pricing == ModelPricing.Free ? null : profile.Pricing.At(now);
        return new(
            profile.Id, profile.Tier, profile.Capabilities, profile.ContextWindow, profile.Clearance, profile.Quality, price?.InputPerMillion,
            price?.OutputPerMillion, endpoint.Health.State != HealthState.Open);
    }
}
