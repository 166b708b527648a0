namespace ModelRouter;

/// <summary>What stages 1 to 3 hand to stage 4.</summary>
/// <param name="Decision">The decision as callers see it.</param>
/// <param name="Endpoints">The endpoints of its ranking, in the same order.</param>
/// <param name="IsPinned">True if the caller named the model, and so may hold state on its server.</param>
/// <param name="Verdict">What the policy says of the request.</param>
/// <param name="Conversation">The conversation's key, if it is to stay with the model that answers.</param>
/// <param name="Run">The run that the call belongs to, if any.</param>
internal sealed record RoutePlan(
    RoutingDecision Decision, ModelEndpoint[] Endpoints, bool IsPinned, PolicyVerdict Verdict, string? Conversation,
    RoutingRun? Run);
