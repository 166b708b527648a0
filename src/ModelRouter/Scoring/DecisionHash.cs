namespace ModelRouter;

/// <summary><see cref="Fnv"/> over what a decision says.</summary>
internal static class DecisionHash
{
    // No id or rule holds these, so "ab" + "c" is not "a" + "bc", and a ranked model is not an excluded one.
    private const char Ranked = '\u0001';
    private const char Excluded = '\u0002';
    private const char By = '\u0003';
    private const char Applied = '\u0004';
    private const char Cascaded = '\u0005';

    internal static ulong Of(RoutingDecision decision)
    {
        var hash = Fnv.Add(Fnv.Basis, decision.Selection);
        for (var i = 0; i < decision.Ranking.Count; i++)
        {
            hash = Fnv.Add(Fnv.Add(hash, Ranked), decision.Ranking[i].Model);
        }

        // Its models are the ranking's first two.
        hash = decision.Cascade is null ? hash : Fnv.Add(hash, Cascaded);
        for (var i = 0; i < decision.Excluded.Count; i++)
        {
            var exclusion = decision.Excluded[i];
            hash = Fnv.Add(Fnv.Add(Fnv.Add(Fnv.Add(hash, Excluded), exclusion.Model), By), exclusion.Rule);
        }

        for (var i = 0; i < decision.PolicyRules.Count; i++)
        {
            hash = Fnv.Add(Fnv.Add(hash, Applied), decision.PolicyRules[i]);
        }

        return hash;
    }
}
