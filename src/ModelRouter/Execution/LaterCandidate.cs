namespace ModelRouter;

/// <summary>A model that waits for its turn.</summary>
/// <param name="Endpoint">The model.</param>
/// <param name="At">When it asked to be tried again.</param>
/// <param name="Pause">How long it was left alone before; 0 if it wasn't tried yet.</param>
internal readonly record struct LaterCandidate(ModelEndpoint Endpoint, DateTimeOffset At, TimeSpan Pause)
{
    /// <summary>When it may be tried again: its breaker may have opened meanwhile, and for longer.</summary>
    internal DateTimeOffset BackAt => Endpoint.Health.OpenUntil is { } until && until > At ? until : At;
}
