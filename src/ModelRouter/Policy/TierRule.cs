namespace ModelRouter;

/// <summary>A virtual id such as <c>auto:cloud</c> allows one tier only.</summary>
internal sealed class TierRule : EligibilityRule
{
    internal override string Name => "tier";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint) =>
        request.Selection.Tier is { } tier && endpoint.Profile.Tier != tier
            ? $"The request asks for the tier {tier}; this model's is {endpoint.Profile.Tier}."
            : null;
}
