namespace ModelRouter;

/// <summary>Stage 2: permits the models that may serve a request, and says of every other which rule excludes it.</summary>
/// <remarks>
/// Rules are asked in this order and the first that objects is the one told: <c>tier</c>, <c>pinned</c>, <c>capability</c>,
/// <c>scope</c>, <c>context-window</c>, <c>data-class</c>, <c>health</c>. Scope stands before what is only estimated, since its reason tells
/// more. Health comes last because it alone can be overridden: if it excludes every model that all other rules permit, the one
/// whose cooldown ends first is waited for or tried as a probe. A model's languages don't exclude it; they lower its chance of success.
/// A pinned model is held to every rule, its scope too: naming a model narrows the choice and permits nothing.
/// </remarks>
internal static class EligibilityPolicy
{
    private static readonly PolicyRule[] Rules =
    [
        new TierRule(),
        new PinnedRule(),
        new CapabilityRule(),
        new ScopeRule(),
        new ContextWindowRule(),
        new DataClassRule(),
    ];

    private static readonly HealthRule Health = new();

    internal static Eligibility Permit(in PolicyRequest request, ModelEndpoint[] endpoints)
    {
        var permitted = new ModelEndpoint[endpoints.Length];
        var count = 0;
        List<ModelExclusion>? excluded = null;
        (ModelEndpoint Endpoint, ModelExclusion Exclusion)? firstBack = null;

        foreach (var endpoint in endpoints)
        {
            var exclusion = FirstObjection(request, endpoint);
            if (exclusion is null && Health.Exclude(request, endpoint) is { } unwell)
            {
                exclusion = new(endpoint.Profile.Id, Health.Name, unwell);
                firstBack = IsBackBefore(endpoint, firstBack?.Endpoint) ? (endpoint, exclusion) : firstBack;
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

        if (count == 0 && firstBack is { } probed)
        {
            excluded!.Remove(probed.Exclusion);
            return new([probed.Endpoint], excluded, IsForcedProbe: true);
        }

        Array.Resize(ref permitted, count);
        return new(permitted, excluded ?? (IReadOnlyList<ModelExclusion>)[], IsForcedProbe: false);
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

        return null;
    }

    /// <summary>One that nobody probes comes before one that is being probed, whose outcome would have to be waited for.</summary>
    private static bool IsBackBefore(ModelEndpoint endpoint, ModelEndpoint? other)
    {
        if (other is null)
        {
            return true;
        }

        var isProbed = endpoint.Health.IsBeingProbed;
        return isProbed == other.Health.IsBeingProbed
            ? endpoint.Health.OpenUntil.GetValueOrDefault() < other.Health.OpenUntil.GetValueOrDefault()
            : !isProbed;
    }
}
