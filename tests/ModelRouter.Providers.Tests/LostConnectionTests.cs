using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Who was sent a request may bill it, whatever becomes of the connection; who could not be reached may not.</summary>
public class LostConnectionTests
{
    public static TheoryData<string, bool> Ways => RoutedModel.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_connection_that_breaks_after_the_request_may_have_been_billed(string provider, bool streams)
    {
        foreach (var cut in new[] { -1, 0, 20 })
        {
            await using var server = await WireServer.StartAsync(request =>
                request.Path == "/api/show" ? RoutedModel.Answer(request) : RoutedModel.Answer(request) with { CutAfter = cut });

            var (entry, budget) = await FailAsync(provider, server.Address, streams);

            Assert.True(entry.Failure is ModelFailureKind.Transport || cut > 0, $"{entry.Failure}");
            Assert.True(entry.Usage is { IsEstimated: true, InputTokens: > 0, OutputTokens: 0 } && entry.Cost > 0, $"cut after {cut}: {entry.Failure}, {entry.Usage}, {entry.Cost}");
            Assert.Equal(entry.Cost, budget);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_connection_that_could_not_be_made_costs_nothing(string provider, bool streams)
    {
        // Bound, so that nobody else gets the port, but not listening; and a server that speaks no TLS.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var plain = await WireServer.StartAsync(RoutedModel.Answer);
        foreach (var address in new[] { $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}", $"https://127.0.0.1:{plain.Address.Port}" })
        {
            var (entry, budget) = await FailAsync(provider, new(address), streams);

            Assert.Equal((ModelFailureKind.Unreachable, 0m, 0m), (entry.Failure, entry.Cost, budget));
        }
    }

    private static async Task<(SpendEntry Entry, decimal Budget)> FailAsync(string provider, Uri address, bool streams)
    {
        var (made, reader) = Clients.Known(provider);
        var model = Clients.Profile("qwen3:8b") with { Pricing = new() { InputPerMillion = 1, OutputPerMillion = 1 } };
        using var client = Clients.Create(made, model, address, ("ApiKey", "key"));
        var (ledger, budgets) = (new InMemorySpendLedger(), new InMemoryBudgetStore());
        var options = new ModelRouterOptions { Budgets = { new Budget { Name = "all", Window = BudgetWindow.Total, Limit = 100 } } };
        using var router = new ModelRouterChatClient([new(model, client)], options, ledger: ledger, budgetStore: budgets, failureReaders: [reader]);

        var failed = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(streams));

        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal((entry.Cost, entry.Failure), (Assert.Single(failed.Attempts).Cost, failed.Attempts[0].Failure));
        var balance = Assert.Single(await budgets.ReadAsync(entry.At, TestContext.Current.CancellationToken)).Balance;
        Assert.Equal(0, balance.Reserved);
        return (entry, balance.Spent);
    }
}
