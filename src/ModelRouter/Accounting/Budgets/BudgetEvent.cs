namespace ModelRouter;

/// <summary>Something that happened to a budget.</summary>
/// <param name="Kind">What happened: a threshold was reached, a call did not fit any more, or an attempt used more than it was allowed to.</param>
/// <param name="Budget">The budget that it happened to.</param>
/// <param name="Value">The tenant, user, agent or tag; empty for a global budget.</param>
/// <param name="WindowEnd">When it is whole again; <see cref="DateTimeOffset.MaxValue"/> for never.</param>
/// <param name="Spent">What has been spent in this window, in the budget's unit.</param>
/// <param name="Threshold">The part of the limit that was reached, for <see cref="BudgetEventKind.Threshold"/>; else 0.</param>
public sealed record BudgetEvent(
    BudgetEventKind Kind, Budget Budget, string Value, DateTimeOffset WindowEnd, decimal Spent, double Threshold = 0);
