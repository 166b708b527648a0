namespace ModelRouter;

/// <summary>Languages of conditions that the router's own analysis never tells; an application's may.</summary>
internal static class PolicyLanguageCheck
{
    internal static IEnumerable<PolicyProblem> Problems(RoutingPolicy policy) => policy.Rules.SelectMany(static rule =>
        Problems(rule, nameof(rule.When), rule.When).Concat(rule.Unless is { } unless ? Problems(rule, nameof(rule.Unless), unless) : []));

    private static IEnumerable<PolicyProblem> Problems(PolicyRule rule, string key, PolicyCondition condition)
    {
        for (var i = 0; i < condition.Languages.Count; i++)
        {
            var language = condition.Languages[i];
            if (!LanguageCodes.Told.Contains(LanguageCodes.Of(language), StringComparer.Ordinal))
            {
                var meant = LanguageCodes.Meant(language) is { } code ? $" Did you mean '{code}'?" : "";
                yield return new(
                    rule,
                    $"{key}:{nameof(condition.Languages)}:{i}",
                    $"The router's own analysis tells no language '{language}', so that no request is in it.{meant} It tells {string.Join(", ", LanguageCodes.Told)}.",
                    IsError: false);
            }
        }
    }
}
