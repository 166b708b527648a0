namespace ModelRouter;

/// <summary>FNV-1a, 64 bits, over a decision's UTF-16 code units (draft-eastlake-fnv): short, and without a table or an allocation.</summary>
internal static class DecisionHash
{
    private const ulong Basis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    // No id or rule holds these, so "ab" + "c" is not "a" + "bc", and a ranked model is not an excluded one.
    private const char Ranked = '\u0001';
    private const char Excluded = '\u0002';
    private const char By = '\u0003';
    private const char Applied = '\u0004';
    private const char Cascaded = '\u0005';

    internal static ulong Of(RoutingDecision decision)
    {
        var hash = Add(Basis, decision.Selection);
        for (var i = 0; i < decision.Ranking.Count; i++)
        {
            hash = Add(Add(hash, Ranked), decision.Ranking[i].Model);
        }

        // Its models are the ranking's first two.
        hash = decision.Cascade is null ? hash : Add(hash, Cascaded);
        for (var i = 0; i < decision.Excluded.Count; i++)
        {
            var exclusion = decision.Excluded[i];
            hash = Add(Add(Add(Add(hash, Excluded), exclusion.Model), By), exclusion.Rule);
        }

        for (var i = 0; i < decision.PolicyRules.Count; i++)
        {
            hash = Add(Add(hash, Applied), decision.PolicyRules[i]);
        }

        return hash;
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = Add(hash, c);
        }

        return hash;
    }

    private static ulong Add(ulong hash, char c) => unchecked((hash ^ c) * Prime);
}
