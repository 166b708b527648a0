namespace ModelRouter;

/// <summary>Which models may serve a request, in the order in which they will be tried, and which may not, and why.</summary>
public sealed record RoutingDecision
{
    /// <summary>What the prompt was understood to be.</summary>
    public required PromptProfile Profile { get; init; }

    /// <summary>The eligible models, highest value first; a permutation of them, never empty when a model is called.</summary>
    public required IReadOnlyList<RankedModel> Ranking { get; init; }

    /// <summary>The models that may not serve it.</summary>
    public required IReadOnlyList<ModelExclusion> Excluded { get; init; }

    /// <summary>How the choice was narrowed before scoring: <c>auto</c>, <c>auto:cloud</c>, <c>pinned</c> or <c>tool-loop</c>.</summary>
    public required string Selection { get; init; }
}
