using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ModelRouter;

/// <summary>Whether the router can do its work: models that may be called, and a ledger that takes what they cost.</summary>
internal sealed class RouterHealthCheck(ModelRouterChatClient router) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var unwell = new Dictionary<string, object>(StringComparer.Ordinal);
        var isNoneLeft = true;
        foreach (var endpoint in router.Endpoints)
        {
            var state = endpoint.Health.State;
            isNoneLeft &= state == HealthState.Open;
            if (state != HealthState.Closed)
            {
                unwell[endpoint.Profile.Id] = state == HealthState.Open
                    ? $"cools down until {endpoint.Health.OpenUntil:yyyy-MM-dd HH:mm:ss'Z'}"
                    : "has cooled down, and the next request probes it";
            }
        }

        // Not every way of breaking a file is signalled.
        router.Reload?.Refresh();
        var stuck = router.Reload?.Failure;
        var isLedgerFailing = router.Ledger.IsFailing;
        var problems = unwell.Select(model => $"{model.Key} {model.Value}.");
        problems = stuck is null ? problems : problems.Prepend($"The policy is stuck on the last known good one since {stuck.Since:yyyy-MM-dd HH:mm:ss'Z'}: {stuck.Error}");
        problems = isNoneLeft ? problems.Prepend("No model is available.") : problems;
        problems = isLedgerFailing ? problems.Prepend("The ledger didn't take the last entry.") : problems;
        return Task.FromResult(
            isNoneLeft || isLedgerFailing ? new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', problems), data: unwell)
            : unwell.Count > 0 || stuck is not null ? HealthCheckResult.Degraded(string.Join(' ', problems), data: unwell)
            : HealthCheckResult.Healthy("All models are available."));
    }
}
