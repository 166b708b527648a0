namespace ModelRouter.Cli;

/// <summary>A call as it was, and as it would have been.</summary>
/// <param name="Before">The model that answered; if none did, the one that was asked first.</param>
/// <param name="After">The model that would answer; <see langword="null"/> if none may.</param>
/// <param name="IsChanged">True if another model would answer, or none.</param>
/// <param name="CostBefore">US dollars, from the ledger.</param>
/// <param name="CostAfter">US dollars; 0 if it is refused.</param>
/// <param name="Basis">Where <paramref name="CostAfter"/> comes from.</param>
/// <param name="QualityBefore">The chance that the answer was right; <see langword="null"/> if it can't be told.</param>
/// <param name="QualityAfter">The chance that the answer would be right, by the same predictor.</param>
/// <param name="RefusedBy">The rules that leave no model; <see langword="null"/> if there is one.</param>
/// <param name="Fails">True if all that may serve failed in the call.</param>
internal sealed record SimulatedCall(
    string Before,
    string? After,
    bool IsChanged,
    decimal CostBefore,
    decimal CostAfter,
    CostBasis Basis,
    double? QualityBefore,
    double? QualityAfter,
    string? RefusedBy = null,
    bool Fails = false);
