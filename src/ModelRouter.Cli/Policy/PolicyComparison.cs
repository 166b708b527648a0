namespace ModelRouter.Cli;

/// <summary>What differs between two configurations' policies.</summary>
/// <param name="Rules">The rules that differ.</param>
/// <param name="Samples">Requests that were decided by both.</param>
/// <param name="Decisions">Those of them that are decided differently: another first choice, or other models permitted.</param>
internal sealed record PolicyComparison(IReadOnlyList<RuleChange> Rules, int Samples, IReadOnlyList<DecisionChange> Decisions)
{
    internal static PolicyComparison Of(PolicyFile a, PolicyFile b, TimeProvider time, PolicyPrediction? predictionOfA = null, PolicyPrediction? predictionOfB = null)
    {
        using var before = new PolicyRouter(a, time, predictionOfA);
        using var after = new PolicyRouter(b, time, predictionOfB);
        var samples = SamplePrompts.For(a.Options.Policy, b.Options.Policy);
        var changes = samples
            .Select(s => new DecisionChange(s, before.Decide(s.Prompt, s.ToOptions()), after.Decide(s.Prompt, s.ToOptions())))
            .Where(static c => Outcome(c.Before) != Outcome(c.After))
            .ToList();
        return new(RuleChanges(a.Options.Policy.Rules, b.Options.Policy.Rules), samples.Count, changes);
    }

    /// <summary>The first choice, and who else may serve.</summary>
    internal static string Outcome(RoutingDecision decision) => decision.Ranking.Count == 0
        ? "nobody"
        : string.Join(", ", decision.Ranking.Take(1).Concat(decision.Ranking.Skip(1).OrderBy(static r => r.Model, StringComparer.Ordinal)).Select(static r => r.Model));

    internal static IReadOnlyList<RuleChange> RuleChanges(IReadOnlyList<PolicyRule> a, IReadOnlyList<PolicyRule> b)
    {
        var changes = new List<RuleChange>();
        var common = a.Where(rule => Find(b, rule.Name) is not null).Select(static rule => rule.Name).ToList();
        var commonNow = b.Where(rule => Find(a, rule.Name) is not null).Select(static rule => rule.Name).ToList();
        foreach (var rule in b)
        {
            var was = Find(a, rule.Name);
            var parts = Parts(was, rule);
            var isMoved = was is not null && !common[commonNow.IndexOf(rule.Name)].Equals(rule.Name, StringComparison.OrdinalIgnoreCase);
            if (parts.Count > 0 || isMoved)
            {
                changes.Add(new(rule.Name, was is null ? "added" : parts.Count > 0 ? "changed" : "moved", parts));
            }
        }

        changes.AddRange(a.Where(rule => Find(b, rule.Name) is null).Select(static rule => new RuleChange(rule.Name, "removed", Parts(rule, null))));
        return changes;
    }

    private static PolicyRule? Find(IReadOnlyList<PolicyRule> rules, string name) =>
        rules.FirstOrDefault(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static List<(string Key, string Before, string After)> Parts(PolicyRule? before, PolicyRule? after)
    {
        var old = before is null ? [] : RuleText.Parts(before).ToDictionary(static p => p.Key, static p => p.Text, StringComparer.Ordinal);
        var now = after is null ? [] : RuleText.Parts(after).ToDictionary(static p => p.Key, static p => p.Text, StringComparer.Ordinal);
        return
        [
            .. old.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Select(key => (key, old.GetValueOrDefault(key, ""), now.GetValueOrDefault(key, "")))
                .Where(static part => part.Item2 != part.Item3),
        ];
    }
}
