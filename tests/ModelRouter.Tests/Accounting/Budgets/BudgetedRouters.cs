using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>Routers whose calls count against budgets, at noon of a day.</summary>
public abstract class BudgetedRouters
{
    private protected static readonly UsageDetails Usage = new() { InputTokenCount = 10, OutputTokenCount = 100 };

    private protected readonly FakeTimeProvider _time = new(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero));
    private protected readonly InMemorySpendLedger _ledger = new();
    private protected readonly InMemoryBudgetStore _store = new();
    private protected readonly List<BudgetEvent> _events = [];

    private protected static Budget Daily(decimal limit) => new() { Name = "daily", Window = BudgetWindow.Day, Limit = limit };

    private protected static ChatOptions For(string tenant, params string[] tags) =>
        new() { AdditionalProperties = new() { [DeclaredAttribution.Tenant] = tenant, [DeclaredAttribution.Tags] = tags } };

    private protected static ModelEndpoint Model(string id, IChatClient client, decimal price, double quality) =>
        new(Profile(id, quality) with { Pricing = new() { InputPerMillion = price, OutputPerMillion = 4 * price } }, client);

    private protected ModelRouterOptions Options(Budget[] budgets)
    {
        var options = new ModelRouterOptions { OnBudgetEvent = _events.Add, Worth = 1_000 };
        Array.ForEach(budgets, options.Budgets.Add);
        return options;
    }

    private protected ModelRouterChatClient Router(Budget[] budgets, params (string Id, FakeChatClient Client, decimal Price)[] models) => new(
        models.Select((m, i) => Model(m.Id, m.Client, m.Price, 0.9 - (0.3 * i))), Options(budgets), ledger: _ledger, timeProvider: _time, budgetStore: _store);

    private protected async Task<Dictionary<string, BudgetBalance>> UsesAsync() =>
        (await _store.ReadAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken))
        .ToDictionary(use => $"{use.Budget}/{use.Value}", use => use.Balance, StringComparer.Ordinal);
}
