namespace ModelRouter;

/// <summary>How much a router may give for learning about models that it would not choose.</summary>
/// <remarks>A request is explored only if nothing later depends on who answers it: no model is named, no tool loop or conversation stays with its model, no
/// tools are offered, and no cascade is planned. Explored models have passed every rule, limit and clearance.</remarks>
public sealed class ExplorationOptions
{
    /// <summary>The largest share of such requests that another than the best model may answer, from 0 to 0.2; 0, the default, for never.</summary>
    public double Share { get; set; }

    /// <summary>US dollars that a request may be expected to lose by it: value against the best model, and at least what it costs more; ≥ 0, default 0.01.</summary>
    public decimal MaxExtraCost { get; set; } = 0.01m;

    /// <summary>US dollars that all explored requests of a day (UTC) may be expected to lose together; what one then costs beyond its forecast counts too.
    /// ≥ 0, default 1. Each router counts for itself, from its start.</summary>
    public decimal DailyBudget { get; set; } = 1;

    /// <summary>The seed of the draws; <see langword="null"/> (the default) for the router's.</summary>
    public int? Seed { get; set; }

    internal const double MostShare = 0.2;

    internal string? Problem =>
        !(Share is >= 0 and <= MostShare) ? $"Exploration.Share is {Share}; it must be from 0 to {MostShare}."
        : MaxExtraCost is < 0 or > ModelRouterOptionsValidator.MaxAmount ? $"Exploration.MaxExtraCost is {MaxExtraCost}; it must be from 0 to {ModelRouterOptionsValidator.MaxAmount} US dollars."
        : DailyBudget is < 0 or > ModelRouterOptionsValidator.MaxAmount ? $"Exploration.DailyBudget is {DailyBudget}; it must be from 0 to {ModelRouterOptionsValidator.MaxAmount} US dollars."
        : null;

    internal ExplorationOptions Copy() => (ExplorationOptions)MemberwiseClone();
}
