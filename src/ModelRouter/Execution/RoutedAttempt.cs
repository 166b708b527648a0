namespace ModelRouter;

/// <summary>One try at one endpoint while it runs.</summary>
internal sealed class RoutedAttempt(ModelEndpoint endpoint, long probe, long startedAt)
{
    internal ModelEndpoint Endpoint { get; } = endpoint;

    /// <summary>The model's id.</summary>
    internal string Model => Endpoint.Profile.Id;

    /// <summary>The number that its health gave it if it is a probe, else 0.</summary>
    internal long Probe { get; } = probe;

    /// <summary>The clock's timestamp at its start.</summary>
    internal long StartedAt { get; } = startedAt;

    internal AttemptMeter Meter { get; } = new();

    /// <summary>True once its end has been accounted for.</summary>
    internal bool IsSettled { get; set; }
}
