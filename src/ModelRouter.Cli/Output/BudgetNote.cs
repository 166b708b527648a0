namespace ModelRouter.Cli;

/// <summary>What a decision that is only shown leaves out.</summary>
internal static class BudgetNote
{
    /// <summary>Says it, where there are budgets.</summary>
    internal static void Write(Terminal terminal, bool hasBudgets)
    {
        if (hasBudgets)
        {
            terminal.WriteNote("budgets and limits are not asked here: a model without room is passed over when it is its turn.");
        }
    }
}
