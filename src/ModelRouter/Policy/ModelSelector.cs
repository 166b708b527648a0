namespace ModelRouter;

/// <summary>Some of the models: those that meet every list which isn't empty. At least one list isn't.</summary>
public sealed record ModelSelector
{
    /// <summary>Their tiers.</summary>
    public IReadOnlyList<ModelTier> Tiers { get; init; } = [];

    /// <summary>Their ids, compared without case.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Where they run (<see cref="ModelProfile.Residency"/>), compared without case. A model that doesn't say runs in none of these.</summary>
    public IReadOnlyList<string> Residency { get; init; } = [];

    /// <summary>Who made them (<see cref="ModelProfile.Provenance"/>), compared without case. A model that doesn't say is from none of these.</summary>
    public IReadOnlyList<string> Provenance { get; init; } = [];

    /// <summary>True if nothing is selected by.</summary>
    internal bool IsEmpty => Tiers.Count == 0 && Models.Count == 0 && Residency.Count == 0 && Provenance.Count == 0;

    internal bool Selects(ModelProfile model) =>
        (Tiers.Count == 0 || Tiers.Contains(model.Tier))
        && (Models.Count == 0 || Has(Models, model.Id))
        && (Residency.Count == 0 || Has(Residency, model.Residency))
        && (Provenance.Count == 0 || Has(Provenance, model.Provenance));

    private static bool Has(IReadOnlyList<string> texts, string? text) => text is not null && texts.Contains(text, StringComparer.OrdinalIgnoreCase);
}
