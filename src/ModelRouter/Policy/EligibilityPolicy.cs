namespace ModelRouter;

/// <summary>Stage 2: permits the models that may serve a request, and says of every other which rule excludes it.</summary>
/// <remarks>
/// Rules are asked in this order and the first that objects is the one told: <c>tier</c>, <c>pinned</c>, <c>capability</c>,
/// <c>scope</c>, <c>context-window</c>, <c>data-class</c>, the company's own (<c>policy:</c> and its name), <c>health</c>. Scope stands before
/// what is only estimated, since its reason tells more. Health comes last because it alone can be overridden, by <see cref="Shortlist"/>. A
/// model's languages don't exclude it; they lower its chance of success.
/// A pinned model is held to every rule, its scope too: naming a model narrows the choice and permits nothing.
/// </remarks>
internal static class EligibilityPolicy
{
    private static readonly EligibilityRule[] Rules =
    [
        new TierRule(),
        new PinnedRule(),
        new CapabilityRule(),
        new ScopeRule(),
        new ContextWindowRule(),
        new DataClassRule(),
    ];

    internal static Eligibility Permit(in PolicyRequest request, ModelEndpoint[] endpoints)
    {
        var permitted = new ModelEndpoint[endpoints.Length];
        var count = 0;
        List<ModelExclusion>? excluded = null;
        List<ModelEndpoint>? unwell = null;
        foreach (var endpoint in endpoints)
        {
            var exclusion = FirstObjection(request, endpoint);
            if (exclusion is null && HealthRule.Objection(endpoint) is { } reason)
            {
                exclusion = new(endpoint.Profile.Id, HealthRule.Name, reason);
                (unwell ??= []).Add(endpoint);
            }

            if (exclusion is null)
            {
                permitted[count++] = endpoint;
            }
            else
            {
                (excluded ??= new(endpoints.Length)).Add(exclusion);
            }
        }

        Array.Resize(ref permitted, count);
        return new(permitted, unwell is null ? [] : [.. unwell], excluded);
    }

    private static ModelExclusion? FirstObjection(in PolicyRequest request, ModelEndpoint endpoint)
    {
        foreach (var rule in Rules)
        {
            if (rule.Exclude(request, endpoint) is { } reason)
            {
                return new(endpoint.Profile.Id, rule.Name, reason);
            }
        }

        return request.Verdict.Exclude(endpoint.Profile);
    }
}
