using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class BudgetHealthTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0.1, "96 %")]
    [InlineData(0.09601, "99.9 %")]
    public async Task An_exhausted_global_budget_degrades_until_its_window_ends_and_a_tenants_is_only_counted(double limit, string spent)
    {
        var options = new ModelRouterOptions();
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Hour, Limit = (decimal)limit });
        options.Budgets.Add(new() { Name = "tenants", Scope = BudgetScope.Tenant, Window = BudgetWindow.Day, Limit = 0.000001m });
        using var router = new ModelRouterChatClient([Endpoint("m", FakeChatClient.Saying("hi", new() { InputTokenCount = 1, OutputTokenCount = 24_000 }))], options, timeProvider: _time);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(router)).Status);

        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(false, Hello, new() { AdditionalProperties = new() { [DeclaredAttribution.Tenant] = "acme" } }));
        var tenant = await CheckAsync(router);
        Assert.Equal((HealthStatus.Healthy, "is exhausted for 1"), (tenant.Status, tenant.Data["Budget 'tenants'"]));

        await router.AskAsync(false, Hello);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(false, Hello));
        var all = await CheckAsync(router);
        Assert.Equal((HealthStatus.Degraded, $"Budget 'all' had no room for the last call that asked, with {spent} of it spent; it holds until 2026-05-05 13:00:00Z."), (all.Status, all.Description));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(router)).Status);
    }

    [Fact]
    public async Task A_store_that_failed_is_unhealthy_for_a_minute()
    {
        var options = new ModelRouterOptions();
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Hour, Limit = 1 });
        using var router = new ModelRouterChatClient([Endpoint("m", FakeChatClient.Saying("hi"))], options, timeProvider: _time, budgetStore: new Broken());
        await Assert.ThrowsAsync<BudgetUnavailableException>(() => router.AskAsync(false, Hello));

        var health = await CheckAsync(router);
        Assert.Equal((HealthStatus.Unhealthy, "The budgets' store failed."), (health.Status, health.Description));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(router)).Status);
    }

    private static Task<HealthCheckResult> CheckAsync(ModelRouterChatClient router)
    {
        var check = new RouterHealthCheck(router);
        return check.CheckHealthAsync(new() { Registration = new("modelrouter", check, null, null) }, TestContext.Current.CancellationToken);
    }

    private sealed class Broken : IBudgetStore
    {
        public ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default) => throw new IOException();

        public ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default) => throw new IOException();

        public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) => throw new IOException();
    }
}
