namespace ModelRouter;

/// <summary>The models that may serve a request, ranked and held to the figures of the policy.</summary>
/// <param name="Ranking">What is expected of each, in the order of trying.</param>
/// <param name="Endpoints">The same models in the same order.</param>
/// <param name="Excluded">All others.</param>
/// <param name="IsForcedProbe">True if the one model left still cools down and is tried because no other may be.</param>
internal readonly record struct Shortlist(
    RankedModel[] Ranking, ModelEndpoint[] Endpoints, IReadOnlyList<ModelExclusion> Excluded, bool IsForcedProbe)
{
    /// <summary>Ranks who is permitted. If health alone excludes every model that all other rules permit, the one whose cooldown ends first
    /// is waited for or tried as a probe: it too has been held to every rule and figure.</summary>
    internal static Shortlist Of(
        PromptProfile prompt, in Eligibility eligible, PolicyVerdict verdict, Scorer scorer, DateTimeOffset at, bool isBatch)
    {
        var excluded = eligible.Excluded;
        var (ranking, endpoints) = Rank(prompt, eligible.Permitted, verdict, scorer, at, isBatch, ref excluded);
        if (endpoints.Length > 0 || eligible.Unwell.Length == 0)
        {
            return new(ranking, endpoints, excluded ?? (IReadOnlyList<ModelExclusion>)[], IsForcedProbe: false);
        }

        (ranking, endpoints) = Rank(prompt, eligible.Unwell, verdict, scorer, at, isBatch, ref excluded);
        return endpoints.Length == 0 ? new([], [], excluded!, IsForcedProbe: false) : FirstBack(ranking, endpoints, excluded!);
    }

    /// <summary>The one whose cooldown ends first.</summary>
    private static Shortlist FirstBack(RankedModel[] ranking, ModelEndpoint[] endpoints, List<ModelExclusion> excluded)
    {
        var first = 0;
        for (var i = 1; i < endpoints.Length; i++)
        {
            first = IsBackBefore(endpoints[i], endpoints[first]) ? i : first;
        }

        excluded.RemoveAll(e => e.Model == endpoints[first].Profile.Id);
        return new([ranking[first]], [endpoints[first]], excluded, IsForcedProbe: true);
    }

    private static (RankedModel[] Ranking, ModelEndpoint[] Endpoints) Rank(
        PromptProfile prompt, ModelEndpoint[] endpoints, PolicyVerdict verdict, Scorer scorer, DateTimeOffset at, bool isBatch,
        ref List<ModelExclusion>? excluded)
    {
        var ranking = scorer.Rank(prompt, endpoints, verdict.Worth ?? scorer.WorthOf(prompt.Task), at, isBatch);
        if (verdict.HasLimits)
        {
            Hold(ref ranking, ref endpoints, verdict, ref excluded);
        }

        if (verdict.HasPreference)
        {
            Prefer(ranking, endpoints, verdict);
        }

        return (ranking, endpoints);
    }

    /// <summary>Takes out who doesn't meet the policy's figures.</summary>
    private static void Hold(ref RankedModel[] ranking, ref ModelEndpoint[] endpoints, PolicyVerdict verdict, ref List<ModelExclusion>? excluded)
    {
        var count = 0;
        for (var i = 0; i < ranking.Length; i++)
        {
            if (verdict.Exclude(ranking[i]) is { } exclusion)
            {
                // Of one that is unwell, too, this tells more.
                excluded ??= [];
                excluded.RemoveAll(e => e.Model == exclusion.Model);
                excluded.Add(exclusion);
            }
            else
            {
                (ranking[count], endpoints[count]) = (ranking[i], endpoints[i]);
                count++;
            }
        }

        Array.Resize(ref ranking, count);
        Array.Resize(ref endpoints, count);
    }

    /// <summary>Moves preferred models forward, the order among equals kept.</summary>
    private static void Prefer(RankedModel[] ranking, ModelEndpoint[] endpoints, PolicyVerdict verdict)
    {
        for (var i = 1; i < ranking.Length; i++)
        {
            var (ranked, endpoint) = (ranking[i], endpoints[i]);
            var preference = verdict.Preference(ranked.Model);
            var place = i;
            for (; place > 0 && preference < verdict.Preference(ranking[place - 1].Model); place--)
            {
                (ranking[place], endpoints[place]) = (ranking[place - 1], endpoints[place - 1]);
            }

            (ranking[place], endpoints[place]) = (ranked, endpoint);
        }
    }

    /// <summary>One that nobody probes comes before one that is being probed, whose outcome would have to be waited for.</summary>
    private static bool IsBackBefore(ModelEndpoint endpoint, ModelEndpoint other)
    {
        var isProbed = endpoint.Health.IsBeingProbed;
        return isProbed == other.Health.IsBeingProbed
            ? endpoint.Health.OpenUntil.GetValueOrDefault() < other.Health.OpenUntil.GetValueOrDefault()
            : !isProbed;
    }
}
