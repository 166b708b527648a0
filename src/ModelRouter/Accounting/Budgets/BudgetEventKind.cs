namespace ModelRouter;

/// <summary>What happened to a budget.</summary>
public enum BudgetEventKind
{
    /// <summary>What has been spent reached a threshold; once in a window for each, whichever process it was. One that was reached while the store failed
    /// is told once it works again.</summary>
    Threshold,

    /// <summary>A call did not fit any more; once in a window for each process.</summary>
    Exhausted,

    /// <summary>An attempt used more than its model was allowed to, and was counted in full: a provider that ignores limits, or an input that
    /// no text tells the size of.</summary>
    Overrun,
}
