namespace ModelRouter.Cli;

/// <summary>A request that two policies decide differently.</summary>
internal sealed record DecisionChange(SampleRequest Request, RoutingDecision Before, RoutingDecision After);
