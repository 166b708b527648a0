namespace ModelRouter.Providers;

/// <summary>How a node does, at one moment.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Health">Whether it is in service.</param>
/// <param name="IsDraining">True if it gets no new requests.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="QueuedTokens">Work under way: output tokens expected, and prompt tokens at the share of their cost.</param>
/// <param name="TokensPerSecond">Such tokens that it gets done a second while it is busy.</param>
public sealed record PoolNodeStatus(string Id, HealthState Health, bool IsDraining, int InFlight, double QueuedTokens, double TokensPerSecond);
