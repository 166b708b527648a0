namespace ModelRouter;

/// <summary>What a call took from a budget, all attempts together.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Value">The tenant, user, agent or tag; empty for a global budget.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Reserved">What was put aside before the attempts: what they could cost at most.</param>
/// <param name="Settled">What was counted after them.</param>
public sealed record BudgetCharge(string Budget, string Value, BudgetUnit Unit, decimal Reserved, decimal Settled);
