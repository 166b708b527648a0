namespace ModelRouter;

/// <summary>What a budget counts.</summary>
public enum BudgetUnit
{
    /// <summary>What calls cost.</summary>
    UsDollars,

    /// <summary>Tokens read and written, cached and thought ones included, whatever they cost.</summary>
    Tokens,
}
