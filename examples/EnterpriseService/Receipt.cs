namespace ModelRouter.Examples.EnterpriseService;

/// <summary>The end of an answer: who gave it and what it cost.</summary>
internal sealed record Receipt(Guid CallId, string Model, string Tier, long OutputTokens, decimal CostUsd);
