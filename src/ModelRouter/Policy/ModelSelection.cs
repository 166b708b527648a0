namespace ModelRouter;

/// <summary>What a request's model id narrows the choice to, before any rule or score.</summary>
/// <param name="Name">The selection as a decision shows it.</param>
/// <param name="Tier">The only tier allowed, if the id names one.</param>
/// <param name="PinnedModel">The only model allowed, if the id names one.</param>
internal readonly record struct ModelSelection(string Name, ModelTier? Tier, string? PinnedModel)
{
    private const string AutoId = "auto";
    private const string TierPrefix = "auto:";

    internal static ModelSelection Auto { get; } = new(AutoId, null, null);

    private static ModelSelection[] Virtual { get; } =
    [
        Auto,
        new("auto:self-hosted", ModelTier.SelfHosted, null),
        new("auto:specialized", ModelTier.Specialized, null),
        new("auto:cloud", ModelTier.Cloud, null),
    ];

    /// <summary>The selection of a tier.</summary>
    internal static ModelSelection Of(ModelTier tier) => Array.Find(Virtual, selection => selection.Tier == tier);

    /// <summary>True if the id may not be a model's own.</summary>
    internal static bool IsVirtual(string id) =>
        id.Equals(AutoId, StringComparison.OrdinalIgnoreCase) || id.StartsWith(TierPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <see cref="Microsoft.Extensions.AI.ChatOptions.ModelId"/>; nothing means <c>auto</c>.</summary>
    /// <exception cref="UnknownModelException">It is neither virtual nor a model's.</exception>
    internal static ModelSelection Parse(string? modelId, IReadOnlyList<ModelEndpoint> endpoints)
    {
        if (string.IsNullOrWhiteSpace(modelId))
        {
            return Auto;
        }

        foreach (var selection in Virtual)
        {
            if (selection.Name.Equals(modelId, StringComparison.OrdinalIgnoreCase))
            {
                return selection;
            }
        }

        for (var i = 0; i < endpoints.Count; i++)
        {
            if (endpoints[i].Profile.Id.Equals(modelId, StringComparison.OrdinalIgnoreCase))
            {
                return new("pinned", null, endpoints[i].Profile.Id);
            }
        }

        throw new UnknownModelException(modelId, [.. Virtual.Select(v => v.Name), .. endpoints.Select(e => e.Profile.Id)]);
    }
}
