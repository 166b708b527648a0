namespace ModelRouter.Examples.EnterpriseService;

/// <summary>One model's part of what a tenant has spent.</summary>
internal sealed record ModelSpend(string Model, long Calls, long Tokens, decimal CostUsd);
