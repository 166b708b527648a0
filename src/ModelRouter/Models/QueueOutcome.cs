namespace ModelRouter;

/// <summary>How a wait for a place ended.</summary>
internal enum QueueOutcome
{
    /// <summary>A place was taken.</summary>
    Entered,

    /// <summary>As many as may wait were waiting already.</summary>
    Full,

    /// <summary>No place came free in time.</summary>
    TooLong,
}
