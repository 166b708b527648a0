using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Budgets</c>: an object whose keys are the budgets' names.</summary>
internal static class BudgetsReader
{
    /// <summary>A step for each budget, after one that asks for an object.</summary>
    internal static IEnumerable<Action> Parts(IConfigurationSection section, SectionReader root, IList<Budget> budgets) =>
    [
        () => root.Child(section.Key).Named("budgets"),
        .. section.GetChildren().Select(child => (Action)(() => budgets.Add(Read(child.Key, new SectionReader(section).Child(child.Key))))),
    ];

    private static Budget Read(string name, SectionReader reader)
    {
        reader.Allow("Scope", "Value", "Window", "TimeZone", "LimitUsd", "LimitTokens", "OnExhaustion", "Thresholds");
        var (dollars, tokens) = (reader.Decimal("LimitUsd"), reader.Decimal("LimitTokens", max: BudgetCheck.MaxTokens));
        if (dollars is null == tokens is null)
        {
            throw dollars is null
                ? reader.Missing("LimitUsd", " Say LimitUsd or LimitTokens.")
                : new ModelRouterConfigurationException(reader.Section.Path, "A budget has LimitUsd or LimitTokens, not both; make two budgets.");
        }

        return new()
        {
            Name = name,
            Scope = reader.Choice<BudgetScope>("Scope") ?? BudgetScope.Global,
            Value = reader.Text("Value"),
            Window = reader.Choice<BudgetWindow>("Window") ?? throw reader.Missing("Window", $" Allowed: {string.Join(", ", Enum.GetNames<BudgetWindow>())}."),
            TimeZone = reader.Text("TimeZone") ?? "UTC",
            Limit = dollars ?? tokens!.Value,
            Unit = dollars is null ? BudgetUnit.Tokens : BudgetUnit.UsDollars,
            OnExhaustion = reader.Choice<BudgetExhaustion>("OnExhaustion") ?? BudgetExhaustion.Deny,
            Thresholds = [.. (reader.List("Thresholds") ?? []).Select(static item => Threshold(item.Path, item.Text))],
        };
    }

    private static double Threshold(string path, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1
            ? value
            : throw new ModelRouterConfigurationException(path, $"{Shown.Value(text)} is not allowed; it must be a part of the limit, greater than 0 and at most 1.");
}
