namespace ModelRouter;

/// <summary>What is wrong with a policy over certain models: names that there aren't, and rules that contradict one another.</summary>
/// <remarks>Contradictions are found between a rule and those that apply wherever it does. It doesn't find all that there may be, but what it
/// finds is one.</remarks>
internal static class PolicyModelCheck
{
    internal static IEnumerable<PolicyProblem> Problems(RoutingPolicy policy, IReadOnlyList<ModelProfile> models)
    {
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            var rule = policy.Rules[i];
            var named = Unknown(rule, models).ToList();
            foreach (var problem in named.Concat(named.Count > 0 ? [] : Idle(rule, models)))
            {
                yield return problem;
            }

            if (named.Count == 0 && (rule.Only ?? rule.Deny) is not null && DeadEnd(rule, policy, models) is { } deadEnd)
            {
                yield return deadEnd;
            }

            if (named.Count == 0 && rule.ReasoningEffort is not null && Unasked(rule, policy, models) is { } unasked)
            {
                yield return unasked;
            }

            foreach (var key in Figures(rule))
            {
                if (policy.Rules.Take(i).FirstOrDefault(earlier => PolicyImplication.Holds(rule, earlier) && Figures(earlier).Contains(key, StringComparer.Ordinal)) is { } earlier)
                {
                    yield return new(rule, key, $"It never counts: the rule '{earlier.Name}' comes first and applies wherever this one does.", IsError: false);
                }
            }
        }
    }

    private static IEnumerable<PolicyProblem> Unknown(PolicyRule rule, IReadOnlyList<ModelProfile> models)
    {
        foreach (var (key, selector) in PolicyRuleCheck.Selectors(rule))
        {
            for (var i = 0; i < selector.Models.Count; i++)
            {
                var id = selector.Models[i];
                if (!models.Any(m => m.Id.Equals(id, StringComparison.OrdinalIgnoreCase)))
                {
                    var known = models.Select(static m => m.Id).ToList();
                    yield return new(
                        rule, $"{key}:{nameof(selector.Models)}:{i}", $"There is no model{Shown.Name(id)}.{Spelling.DidYouMean(id, known)} Models: {string.Join(", ", known)}.");
                }
            }
        }
    }

    private static IEnumerable<PolicyProblem> Idle(PolicyRule rule, IReadOnlyList<ModelProfile> models)
    {
        foreach (var (key, selector) in PolicyRuleCheck.Selectors(rule))
        {
            if (models.Any(selector.Selects))
            {
                continue;
            }

            foreach (var (list, texts, known) in Texts(selector, models))
            {
                var hint = texts.Select(text => known.Contains(text, StringComparer.OrdinalIgnoreCase) ? "" : Spelling.DidYouMean(text, known)).FirstOrDefault(h => h.Length > 0);
                if (hint is not null)
                {
                    yield return new(rule, $"{key}:{list}", $"No model is of these.{hint}", IsError: false);
                }
            }

            // That an Only leaves nobody is told as a dead end.
            if (key != nameof(rule.Only))
            {
                yield return new(rule, key, $"{key} selects none of the models, so that it changes nothing.", IsError: false);
            }
        }
    }

    private static IEnumerable<(string List, IReadOnlyList<string> Texts, List<string> Known)> Texts(ModelSelector selector, IReadOnlyList<ModelProfile> models) =>
    [
        (nameof(selector.Residency), selector.Residency, models.Select(static m => m.Residency).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList()),
        (nameof(selector.Provenance), selector.Provenance, models.Select(static m => m.Provenance).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList()),
    ];

    private static PolicyProblem? DeadEnd(PolicyRule rule, RoutingPolicy policy, IReadOnlyList<ModelProfile> models)
    {
        var along = Along(rule, policy);
        if (!IsDead(rule, along, models)
            || along.Exists(wider => !PolicyImplication.Holds(wider, rule) && !ReferenceEquals(wider, rule) && IsDead(wider, Along(wider, policy), models)))
        {
            // It permits somebody, or a rule that applies more widely is told already.
            return null;
        }

        var causes = along.Where(r => !ReferenceEquals(r, rule) && models.Any(m => Permits(rule, m) && !Permits(r, m))).Select(static r => $"'{r.Name}'").ToList();
        var cause = causes.Count == 0 ? "" : $" It contradicts {string.Join(", ", causes)}, where both apply.";
        var key = rule.Only is null ? nameof(rule.Deny) : nameof(rule.Only);
        return rule is { Unless: null, When.IsAlways: true }
            ? new(rule, key, $"No model may ever serve any request.{cause}")
            : new(rule, key, $"Wherever the rule applies, no model may serve.{cause}", IsError: false);
    }

    /// <summary>That an effort isn't asked of models whose profiles say nothing of thinking: they may be described too briefly.</summary>
    private static PolicyProblem? Unasked(PolicyRule rule, RoutingPolicy policy, IReadOnlyList<ModelProfile> models)
    {
        var along = Along(rule, policy);
        var permitted = models.Where(m => MayServe(m, rule, along)).ToList();
        var takers = permitted.Where(static m => !m.History.Unsupported.HasFlag(UnsupportedOptions.Reasoning)).ToList();
        var silent = takers.Where(static m => !PolicyThinking.Thinks(m)).Select(static m => m.Id).ToList();
        var message = silent.Count > 0
            ? $"It isn't asked of {string.Join(", ", silent)}, of which nothing says that {(silent.Count == 1 ? "it thinks" : "they think")}. "
                + "Write \"Capabilities\": [\"Reasoning\"] for a model that does, and \"History\": { \"Unsupported\": [\"Reasoning\"] } for one that doesn't."
            : permitted.Count > 0 && takers.Count == 0 ? "It is asked of nobody: no model that may serve takes it." : null;
        return message is null ? null : new(rule, nameof(rule.ReasoningEffort), message, IsError: false);
    }

    /// <summary>The rules that are known to apply wherever one does, itself among them.</summary>
    private static List<PolicyRule> Along(PolicyRule rule, RoutingPolicy policy) =>
        [.. policy.Rules.Where(other => ReferenceEquals(other, rule) || PolicyImplication.Holds(rule, other))];

    private static bool IsDead(PolicyRule rule, List<PolicyRule> along, IReadOnlyList<ModelProfile> models) =>
        !models.Any(m => MayServe(m, rule, along));

    private static bool MayServe(ModelProfile model, PolicyRule rule, List<PolicyRule> along) =>
        model.Clearance >= (rule.When.MinDataClass ?? DataClass.Public) && along.TrueForAll(r => Permits(r, model));

    private static bool Permits(PolicyRule rule, ModelProfile model) => rule.Only?.Selects(model) is not false && rule.Deny?.Selects(model) is not true;

    /// <summary>The keys of the figures that a rule gives.</summary>
    private static IEnumerable<string> Figures(PolicyRule rule)
    {
        (string Key, object? Value)[] all =
        [
            (nameof(rule.MinQuality), rule.MinQuality), (nameof(rule.MaxCostPerCall), rule.MaxCostPerCall), (nameof(rule.MaxLatency), rule.MaxLatency),
            (nameof(rule.Worth), rule.Worth), (nameof(rule.ReasoningEffort), rule.ReasoningEffort), (nameof(rule.ThinkBudget), rule.ThinkBudget),
            (nameof(rule.Cascade), rule.Cascade),
        ];
        return all.Where(static f => f.Value is not null).Select(static f => f.Key);
    }
}
