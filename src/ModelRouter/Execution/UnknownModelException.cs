namespace ModelRouter;

/// <summary>A request named a model that the router doesn't have.</summary>
public sealed class UnknownModelException : Exception
{
    /// <summary>The failure for <paramref name="modelId"/>.</summary>
    /// <param name="modelId">What the request asked for.</param>
    /// <param name="knownIds">What it could have asked for.</param>
    public UnknownModelException(string modelId, IReadOnlyList<string> knownIds)
        : base(Describe(modelId, knownIds))
    {
        ModelId = modelId;
        KnownIds = knownIds;
        Suggestion = Spelling.Nearest(modelId, knownIds);
    }

    /// <summary>What the request asked for.</summary>
    public string ModelId { get; }

    /// <summary>What it could have asked for: <c>auto</c>, the tiers' virtual ids and every model's id.</summary>
    public IReadOnlyList<string> KnownIds { get; }

    /// <summary>The known id that is spelled most alike, if one is alike at all.</summary>
    public string? Suggestion { get; }

    private static string Describe(string modelId, IReadOnlyList<string> knownIds)
    {
        ArgumentNullException.ThrowIfNull(modelId);
        ArgumentNullException.ThrowIfNull(knownIds);
        return $"There is no model '{modelId}'.{Spelling.DidYouMean(modelId, knownIds)} Known: {string.Join(", ", knownIds)}.";
    }
}
