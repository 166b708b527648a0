namespace ModelRouter;

/// <summary>Which models may serve a request, in the order in which they will be tried, and which may not, and why.</summary>
public sealed record RoutingDecision
{
    /// <summary>What the prompt was understood to be.</summary>
    public required PromptProfile Profile { get; init; }

    /// <summary>The eligible models in the order in which they are tried: highest value first, except that models which the
    /// policy prefers come before others, that in a tool loop the model that asked for the tool leads and in a conversation that stays the one that answered last, that a model leads which is to be learned about
    /// (<see cref="Exploration"/>), and that the two models of a <see cref="Cascade"/> do. Empty only if no model may serve the request.</summary>
    public required IReadOnlyList<RankedModel> Ranking { get; init; }

    /// <summary>The models that may not serve it.</summary>
    public required IReadOnlyList<ModelExclusion> Excluded { get; init; }

    /// <summary>How the choice was narrowed before scoring, or who leads whatever the scores: <c>auto</c>,
    /// <c>auto:cloud</c>, <c>pinned</c>, <c>tool-loop</c>, <c>conversation</c> or <c>exploration</c>.</summary>
    public required string Selection { get; init; }

    /// <summary>The cascade that is planned: the ranking's first model answers, and its second one if that answer fails its checks.
    /// <see langword="null"/> if no answer is held back.</summary>
    public CascadeForecast? Cascade { get; init; }

    /// <summary>What was left to chance, to learn about other models; <see langword="null"/> if nothing was, and the ranking's first model leads with certainty.</summary>
    public Exploration? Exploration { get; init; }

    /// <summary>True if all models that may serve cool down after failures, and the ranking's one is tried all the same, since its cooldown ends first: it may have
    /// to be waited for, which its expected latency leaves out.</summary>
    public bool IsForcedProbe { get; init; }

    /// <summary>What a right answer was taken to be worth, in US dollars.</summary>
    public decimal Worth { get; init; }

    /// <summary>True if the caller said that the request goes through services' batch interfaces, and so at their batch prices.</summary>
    public bool IsBatch { get; init; }

    /// <summary>The names of the policy's rules that apply to the request, in their order.</summary>
    public IReadOnlyList<string> PolicyRules { get; init; } = [];

    /// <summary>On whose account the request is.</summary>
    public RequestAttribution Attribution { get; init; } = RequestAttribution.None;

    /// <summary>A short hash of selection, ranking, cascade, exclusions with their rules, and the policy's rules that apply: the same for the same decision on every machine, so that
    /// ledger entries can be grouped by it. Not proof against forgery.</summary>
    public ulong Hash => DecisionHash.Of(this);

    /// <summary>The decision in plain sentences: one line for the prompt, one for each candidate and each excluded model.</summary>
    public string Explain() => DecisionExplainer.Explain(this);
}
