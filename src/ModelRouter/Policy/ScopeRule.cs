namespace ModelRouter;

/// <summary>A model that says what it was made for gets nothing else.</summary>
internal sealed class ScopeRule : EligibilityRule
{
    internal override string Name => "scope";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint) =>
        endpoint.Profile.Scope?.Exclude(request.Messages, request.Options);
}
