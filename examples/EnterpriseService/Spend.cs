namespace ModelRouter.Examples.EnterpriseService;

/// <summary>What a tenant has spent, and what is left of its own budget of today.</summary>
internal sealed record Spend(decimal TotalUsd, IReadOnlyList<ModelSpend> Models, decimal? LeftTodayUsd);
