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
                unwell[endpoint.Profile.Id] = state == HealthState.Open && endpoint.Health.OpenUntil is { } until
                    ? $"cools down until {UtcText.Of(until)}"
                    : "has cooled down, and the next request probes it";
            }
        }

        var data = new Dictionary<string, object>(unwell, StringComparer.Ordinal);
        foreach (var exhausted in router.Budgets.Exhausted.GroupBy(static account => account.Budget))
        {
            var key = $"Budget '{exhausted.Key.Name}'";
            if (exhausted.Key.Scope == BudgetScope.Global)
            {
                var account = exhausted.First();
                data[key] = unwell[key] = account.UsedShare >= 1
                    ? $"is exhausted {account.Until()}"
                    : $"had no room for the last call that asked, with {Percent.Whole(account.UsedShare)} of it spent; it holds {account.Until()}";
            }
            else
            {
                // That a tenant has used up what is its own is no fault of the service.
                data[key] = $"is exhausted for {exhausted.Count()}";
            }
        }

        var isStoreFailing = router.Budgets.IsFailing;
        var isLedgerFailing = router.Ledger.IsFailing;

        // Not every way of breaking a file is signalled.
        router.Reload?.Refresh();
        var stuck = router.Reload?.Failure;
        var problems = unwell.Select(model => $"{model.Key} {model.Value}.");
        var outage = router.Learner?.Outage;
        problems = outage is null ? problems : problems.Append($"The store of outcomes doesn't answer since {UtcText.Of(outage.Since)}.");
        problems = stuck is null ? problems : problems.Prepend($"The policy is stuck on the last known good one since {UtcText.Of(stuck.Since)}: {stuck.Error}");
        problems = isStoreFailing ? problems.Prepend("The budgets' store failed.") : problems;
        problems = isNoneLeft ? problems.Prepend("No model is available.") : problems;
        problems = isLedgerFailing ? problems.Prepend("The ledger didn't take the last entry.") : problems;
        return Task.FromResult(
            isNoneLeft || isLedgerFailing || isStoreFailing ? new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', problems), data: data)
            : unwell.Count > 0 || stuck is not null || outage is not null ? HealthCheckResult.Degraded(string.Join(' ', problems), data: data)
            : HealthCheckResult.Healthy("All models are available.", data));
    }
}
