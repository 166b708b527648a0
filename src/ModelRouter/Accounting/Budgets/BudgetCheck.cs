namespace ModelRouter;

/// <summary>The ranges of budgets, told in sentences.</summary>
internal static class BudgetCheck
{
    private const decimal MaxDollars = 1_000_000_000m;
    internal const decimal MaxTokens = 1_000_000_000_000_000m;

    /// <summary>What is wrong with the budgets, if anything.</summary>
    internal static IEnumerable<OptionProblem> Problems(IEnumerable<Budget> budgets)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var budget in budgets)
        {
            if (budget is null || string.IsNullOrWhiteSpace(budget.Name))
            {
                yield return new("Budgets", "A budget's name must not be empty.");
            }
            else if (!names.Add(budget.Name))
            {
                yield return new($"Budgets:{budget.Name}", $"Two budgets have the name '{budget.Name}'.");
            }
            else if (Problem(budget) is { } problem)
            {
                yield return new($"Budgets:{budget.Name}:{problem.Key}", problem.Message);
            }
        }
    }

    private static OptionProblem? Problem(Budget budget)
    {
        var most = budget.Unit == BudgetUnit.Tokens ? MaxTokens : MaxDollars;
        return budget.Limit <= 0 || budget.Limit > most
            ? new(
                budget.Unit == BudgetUnit.Tokens ? "LimitTokens" : "LimitUsd",
                $"The limit of the budget '{budget.Name}' is {budget.Limit}; it must be greater than 0 and at most {most}.")
            : budget.Value is { } value && (budget.Scope == BudgetScope.Global || value.Length == 0)
            ? new("Value", $"The budget '{budget.Name}' names the value '{value}', which its scope {budget.Scope} can't have.")
            : budget.Thresholds is null || budget.Thresholds.Any(static t => !(t is > 0 and <= 1))
            ? new("Thresholds", $"The thresholds of the budget '{budget.Name}' must be greater than 0 and at most 1.")
            : ValueProblem(budget, nameof(budget.Scope), budget.Scope)
            ?? ValueProblem(budget, nameof(budget.Window), budget.Window)
            ?? ValueProblem(budget, nameof(budget.Unit), budget.Unit)
            ?? ValueProblem(budget, nameof(budget.OnExhaustion), budget.OnExhaustion)
            ?? ZoneProblem(budget);
    }

    private static OptionProblem? ValueProblem<T>(Budget budget, string key, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? null : new(key, $"{key} of the budget '{budget.Name}' is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static OptionProblem? ZoneProblem(Budget budget) =>
        budget.TimeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(budget.TimeZone, out _)
            ? null
            : new("TimeZone", $"The time zone '{budget.TimeZone}' of the budget '{budget.Name}' is unknown on this machine."
                + Spelling.DidYouMean(budget.TimeZone ?? "", TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id)));
}
