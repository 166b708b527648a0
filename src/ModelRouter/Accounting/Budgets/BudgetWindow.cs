namespace ModelRouter;

/// <summary>After which time a budget is whole again. A call belongs to the window in which its attempt began.</summary>
public enum BudgetWindow
{
    /// <summary>From one full hour to the next.</summary>
    Hour,

    /// <summary>From one local midnight to the next; 23 or 25 hours when clocks are changed.</summary>
    Day,

    /// <summary>From the first of a month, local midnight, to the next.</summary>
    Month,

    /// <summary>Never.</summary>
    Total,
}
