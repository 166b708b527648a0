namespace ModelRouter;

/// <summary>How a try at a model ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It answered.</summary>
    Succeeded,

    /// <summary>It failed before any content reached the caller.</summary>
    Failed,

    /// <summary>It failed after content had reached the caller, so no other model could take over.</summary>
    Interrupted,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>Another model, asked at the same time, answered first, and it was cancelled.</summary>
    Superseded,
}
