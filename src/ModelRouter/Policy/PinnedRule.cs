namespace ModelRouter;

/// <summary>A request that names a model gets that model or none.</summary>
internal sealed class PinnedRule : EligibilityRule
{
    internal override string Name => "pinned";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint) =>
        request.Selection.PinnedModel is { } pinned && !pinned.Equals(endpoint.Profile.Id, StringComparison.OrdinalIgnoreCase)
            ? $"The request asks for the model '{pinned}'."
            : null;
}
