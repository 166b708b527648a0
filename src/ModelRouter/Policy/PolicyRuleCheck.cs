using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The ranges of a rule's values, whatever the models, told in sentences.</summary>
internal static class PolicyRuleCheck
{
    private const int LongestName = 100;

    /// <summary>What is wrong with the rules, each for itself and their names; empty if nothing is.</summary>
    internal static IEnumerable<PolicyProblem> Problems(RoutingPolicy policy)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in policy.Rules)
        {
            foreach (var problem in Problems(rule))
            {
                yield return problem;
            }

            if (!names.Add(rule.Name))
            {
                yield return new(rule, nameof(rule.Name), $"Another rule is called '{rule.Name}', too; exclusions could not be told apart.");
            }
        }
    }

    internal static IEnumerable<PolicyProblem> Problems(PolicyRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name) || rule.Name.Length > LongestName || rule.Name.Any(char.IsControl))
        {
            yield return new(rule, nameof(rule.Name), $"A rule's name has 1 to {LongestName} characters, none of them a control character.");
        }

        if (rule is { Only: null, Deny: null, Prefer: null, MinQuality: null, MaxCostPerCall: null, MaxLatency: null, Worth: null }
            and { ReasoningEffort: null, ThinkBudget: null, Cascade: null })
        {
            yield return new(
                rule, "", "The rule has no effect. Give it one of Only, Deny, Prefer, MinQuality, MaxCostPerCall, MaxLatency, Worth, ReasoningEffort, ThinkBudget, Cascade.");
        }

        foreach (var (key, selector) in Selectors(rule))
        {
            if (selector.IsEmpty)
            {
                yield return new(rule, key, $"{key} selects nothing. Name Tiers, Models, Residency or Provenance.");
            }
        }

        foreach (var problem in Figures(rule).Concat(Conditions(rule, nameof(rule.When), rule.When)))
        {
            yield return problem;
        }

        if (rule.Unless is { } unless)
        {
            if (unless.IsAlways)
            {
                yield return new(rule, nameof(rule.Unless), "Unless has no condition, so that the rule would never apply.");
            }

            foreach (var problem in Conditions(rule, nameof(rule.Unless), unless))
            {
                yield return problem;
            }
        }
    }

    /// <summary>The rule's selectors by the keys that they are configured under.</summary>
    internal static IEnumerable<(string Key, ModelSelector Selector)> Selectors(PolicyRule rule)
    {
        (string Key, ModelSelector? Selector)[] all = [(nameof(rule.Only), rule.Only), (nameof(rule.Deny), rule.Deny), (nameof(rule.Prefer), rule.Prefer)];
        return all.Where(static s => s.Selector is not null).Select(static s => (s.Key, s.Selector!));
    }

    private static IEnumerable<PolicyProblem> Figures(PolicyRule rule)
    {
        if (rule.MinQuality is { } quality && !(quality is >= 0 and <= 1))
        {
            yield return new(rule, nameof(rule.MinQuality), $"'{quality}' is not allowed; it must be a number from 0 to 1.");
        }

        if (rule.MaxCostPerCall is < 0)
        {
            yield return new(rule, nameof(rule.MaxCostPerCall), $"'{rule.MaxCostPerCall}' is not allowed; it must be at least 0 US dollars.");
        }

        if (rule.MaxLatency <= TimeSpan.Zero)
        {
            yield return new(rule, nameof(rule.MaxLatency), $"'{rule.MaxLatency}' is not allowed; it must be greater than 0.");
        }

        if (rule.Worth is <= 0 or > ModelRouterOptionsValidator.MaxAmount)
        {
            yield return new(
                rule, nameof(rule.Worth), $"'{rule.Worth}' is not allowed; it must be greater than 0 and at most {ModelRouterOptionsValidator.MaxAmount} US dollars.");
        }

        if (rule.ReasoningEffort is { } effort && !Enum.IsDefined(effort))
        {
            yield return new(rule, nameof(rule.ReasoningEffort), $"'{effort}' is not allowed. Allowed: {string.Join(", ", Enum.GetNames<ReasoningEffort>())}.");
        }

        if (rule.Cascade is { } cascade && !Enum.IsDefined(cascade))
        {
            yield return new(rule, nameof(rule.Cascade), $"'{cascade}' is not allowed. Allowed: {string.Join(", ", Enum.GetNames<CascadeMode>())}.");
        }

        if (rule.ThinkBudget < 1)
        {
            yield return new(rule, nameof(rule.ThinkBudget), $"'{rule.ThinkBudget}' is not allowed; it must be at least 1 token. ReasoningEffort \"None\" asks for no thought.");
        }
    }

    private static IEnumerable<PolicyProblem> Conditions(PolicyRule rule, string key, PolicyCondition condition)
    {
        if (condition.MinDataClass > condition.MaxDataClass)
        {
            yield return new(rule, $"{key}:{nameof(condition.MaxDataClass)}", $"It is below MinDataClass, {condition.MinDataClass}, so that the condition never holds.");
        }

        if (condition.MinInjectionSuspicion is { } suspicion && !(suspicion is >= 0 and <= 1))
        {
            yield return new(rule, $"{key}:{nameof(condition.MinInjectionSuspicion)}", $"'{suspicion}' is not allowed; it must be a number from 0 to 1.");
        }

        if (condition.MinPromptTokens < 0 || condition.MaxPromptTokens < 0)
        {
            yield return new(
                rule, $"{key}:{(condition.MinPromptTokens < 0 ? nameof(condition.MinPromptTokens) : nameof(condition.MaxPromptTokens))}", "It must be at least 0 tokens.");
        }

        if (condition.MinPromptTokens > condition.MaxPromptTokens)
        {
            yield return new(
                rule, $"{key}:{nameof(condition.MaxPromptTokens)}", $"It is below MinPromptTokens, {condition.MinPromptTokens}, so that the condition never holds.");
        }

        for (var i = 0; i < condition.Languages.Count; i++)
        {
            var language = condition.Languages[i];
            if (!ModelProfileCheck.IsLanguage(language) && !language.Equals("und", StringComparison.OrdinalIgnoreCase))
            {
                yield return new(rule, $"{key}:{nameof(condition.Languages)}:{i}", $"{Shown.Value(language)} is not allowed; it must be an ISO 639-1 code such as en or ko, or und for one that can't be told.");
            }
        }

        if (condition.Time is { } time && time.From is { } from && time.To == from && from != TimeOnly.MinValue)
        {
            yield return new(rule, $"{key}:{nameof(condition.Time)}:{nameof(time.To)}", "The window ends where it begins, so that the condition never holds; leave both out for whole days.");
        }
    }
}
