using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>A rule's parts in words, by the keys of its configuration.</summary>
internal static class RuleText
{
    /// <summary>Conditions and effects, in the order of the documentation; what the rule doesn't say is left out.</summary>
    internal static IReadOnlyList<(string Key, string Text)> Parts(PolicyRule rule) =>
        [.. When(rule).Concat(Effects(rule)).Where(static part => part.Text.Length > 0)];

    /// <summary>The effects on one line.</summary>
    internal static string EffectsOf(PolicyRule rule) =>
        string.Join("; ", Effects(rule).Where(static part => part.Text.Length > 0).Select(static part => $"{part.Key} {part.Text}"));

    private static IEnumerable<(string Key, string Text)> When(PolicyRule rule) =>
        [("When", Condition(rule.When)), ("Unless", rule.Unless is null ? "" : Condition(rule.Unless))];

    private static IEnumerable<(string Key, string Text)> Effects(PolicyRule rule) =>
    [
        ("Only", Selector(rule.Only)),
        ("Deny", Selector(rule.Deny)),
        ("Prefer", Selector(rule.Prefer)),
        ("MinQuality", rule.MinQuality?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("MaxCostPerCall", Money(rule.MaxCostPerCall)),
        ("MaxLatency", rule.MaxLatency?.ToString("c", CultureInfo.InvariantCulture) ?? ""),
        ("Worth", Money(rule.Worth)),
        ("ReasoningEffort", rule.ReasoningEffort?.ToString() ?? ""),
        ("ThinkBudget", rule.ThinkBudget?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("Cascade", rule.Cascade?.ToString() ?? ""),
    ];

    private static string Money(decimal? amount) => amount is { } money ? string.Create(CultureInfo.InvariantCulture, $"${money:0.############}") : "";

    private static string Condition(PolicyCondition condition) => Join(
        List("Tasks", condition.Tasks),
        List("Domains", condition.Domains),
        List("Languages", condition.Languages),
        condition.MinDataClass is { } least ? $"MinDataClass {least}" : "",
        condition.MaxDataClass is { } most ? $"MaxDataClass {most}" : "",
        condition.MinInjectionSuspicion is { } suspicion ? string.Create(CultureInfo.InvariantCulture, $"MinInjectionSuspicion {suspicion}") : "",
        condition.Modalities == PromptModalities.None ? "" : $"Modalities {condition.Modalities.ToString().Replace(", ", "/", StringComparison.Ordinal)}",
        List("Tenants", condition.Tenants),
        List("Users", condition.Users),
        List("Agents", condition.Agents),
        List("Tags", condition.Tags),
        condition.Time is { } time ? Window(time) : "",
        condition.MinPromptTokens is { } fewest ? $"MinPromptTokens {fewest}" : "",
        condition.MaxPromptTokens is { } longest ? $"MaxPromptTokens {longest}" : "");

    private static string Window(PolicyTimeWindow time)
    {
        var days = time.Days.Count == 0 ? "" : $" {string.Join('/', time.Days)}";
        return $"Time {time.From ?? TimeOnly.MinValue:HH:mm:ss}-{time.To ?? TimeOnly.MinValue:HH:mm:ss}{days} {time.TimeZone.Id}";
    }

    private static string Selector(ModelSelector? selector) => selector is null ? "" : Join(
        List("Tiers", selector.Tiers), List("Models", selector.Models), List("Residency", selector.Residency), List("Provenance", selector.Provenance));

    private static string List<T>(string key, IReadOnlyList<T> items) => items.Count == 0 ? "" : $"{key} {string.Join('/', items)}";

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(static part => part.Length > 0));
}
