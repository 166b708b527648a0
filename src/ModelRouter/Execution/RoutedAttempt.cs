namespace ModelRouter;

/// <summary>One try at one endpoint while it runs.</summary>
internal sealed class RoutedAttempt(ModelEndpoint endpoint, int number, long probe, long startedAt, TimeSpan pause, GateLease? lease)
{
    internal ModelEndpoint Endpoint { get; } = endpoint;

    /// <summary>The model's id.</summary>
    internal string Model => Endpoint.Profile.Id;

    /// <summary>Its place among the call's attempts, from 1.</summary>
    internal int Number { get; } = number;

    /// <summary>The number that its health gave it if it is a probe, else 0.</summary>
    internal long Probe { get; } = probe;

    /// <summary>The clock's timestamp at its start.</summary>
    internal long StartedAt { get; } = startedAt;

    /// <summary>How long the endpoint was left alone before it, if this is a repetition; else 0.</summary>
    internal TimeSpan Pause { get; } = pause;

    /// <summary>Its place at the endpoint, where places are limited.</summary>
    internal GateLease? Lease { get; } = lease;

    /// <summary>What budgets have put aside for it; <see langword="null"/> if it falls under none.</summary>
    internal AttemptReservation? Reservation { get; init; }

    internal AttemptMeter Meter { get; private set; } = new();

    /// <summary>Tries that failed in its client, if it has nodes of its own.</summary>
    internal IReadOnlyList<FailedTry>? FailedBelow { get; private set; }

    /// <summary>What telemetry has of it; <see langword="null"/> while nobody listens, and until it is sent.</summary>
    internal AttemptTrace? Trace { get; set; }

    /// <summary>The clock's timestamp at its first real content; <see langword="null"/> when not streamed.</summary>
    internal long? FirstContentAt { get; set; }

    /// <summary>The clock's timestamp at its end, if it ends before it can be accounted for.</summary>
    internal long? EndedAt { get; set; }

    /// <summary>Which answer of its model it asks for beside the first, so that answers can be compared; 0 for the first.</summary>
    internal int Vote { get; set; }

    /// <summary>What came of the checks of its answer.</summary>
    internal IReadOnlyList<AnswerCheck> Checks { get; set; } = [];

    /// <summary>True once the request has been handed to the client.</summary>
    internal bool WasSent { get; set; }

    /// <summary>True once its stream has been read to its end: whatever the reader does, no more is to come.</summary>
    internal bool IsComplete { get; set; }

    /// <summary>Whether it was asked for a stream, once it was sent.</summary>
    internal bool IsStreamed { get; set; }

    /// <summary>True once its end has been accounted for.</summary>
    internal bool IsSettled { get; set; }

    /// <summary>Takes over what its client tells of its nodes.</summary>
    internal void Take(TriesBelow? tries)
    {
        if (tries is not null)
        {
            FailedBelow = tries.Failed;
            Meter = tries.Meter ?? Meter;
        }
    }
}
