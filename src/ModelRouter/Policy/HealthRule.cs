namespace ModelRouter;

/// <summary>A model that cools down after failures, or that another request is probing, is left alone.</summary>
internal static class HealthRule
{
    internal const string Name = "health";

    /// <summary>Why a request may not be sent now, a sentence; <see langword="null"/> if it may.</summary>
    internal static string? Objection(ModelEndpoint endpoint) => endpoint.Health.CanEnter() ? null : Describe(endpoint.Health);

    /// <summary>Why a request may not be sent now.</summary>
    internal static string Describe(EndpointHealth health) =>
        health is { State: HealthState.Open, OpenUntil: { } until }
            ? $"It failed, or asked to be left alone, and cools down until {UtcText.Of(until)}."
            : "It failed, and another request is probing it.";
}
