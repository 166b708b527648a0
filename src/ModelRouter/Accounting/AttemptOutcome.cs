namespace ModelRouter;

/// <summary>How a try at a model ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It answered.</summary>
    Succeeded,

    /// <summary>It failed before any content reached the caller, or before any of an answer that a cascade held back did.</summary>
    Failed,

    /// <summary>It failed after content had reached the caller, so no other model could take over.</summary>
    Interrupted,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>Another model, asked at the same time, answered first, and it was cancelled.</summary>
    Superseded,

    /// <summary>It answered, its answer failed a check and was not given, and another model was asked.</summary>
    Escalated,

    /// <summary>It answered once more, so that a model's answers could be compared; this one was not given.</summary>
    Compared,
}
