using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Tests;

public sealed class LedgerReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_begins_with_the_newest_entries_of_its_ledger_and_without_them_if_they_can_t_be_read(bool fails)
    {
        var ledger = new OldLedger(fails);
        var services = new ServiceCollection();
        services.AddModelRouter(router => router.AddModel(Routers.Profile("m"), FakeChatClient.Saying("yes")).UseLedger(ledger)
            .UseLearner(static _ => OutcomeLearner.OpenAsync(cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult()));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();
        var router = provider.GetRequiredService<ModelRouterChatClient>();

        Assert.Equal((LearnedForecasts.MostEntries, null), (ledger.Asked!.Newest, ledger.Asked.From));
        Assert.Equal(fails ? null : 10, router.Learner!.Forecasts!.Find(router.Endpoints[0].Profile)?.Calls);
        Assert.Equal("yes", (await client.GetResponseAsync("Hello", cancellationToken: Ct)).Text);
    }

    [Fact]
    public async Task A_ledger_in_memory_gives_the_entries_that_ended_last()
    {
        var ledger = new InMemorySpendLedger();
        foreach (var second in (int[])[3, 1, 4, 2, 5])
        {
            await ledger.RecordAsync(OldLedger.Entry("m", second), Ct);
        }

        var newest = await ledger.ReadAsync(new() { Newest = 2, To = DateTimeOffset.UnixEpoch.AddSeconds(5) }, Ct).ToListAsync(Ct);
        Assert.Equal([3, 4], newest.Select(static entry => entry.At.ToUnixTimeSeconds()));
    }

    private sealed class OldLedger(bool fails) : ISpendLedger, ISpendLedgerReader
    {
        public SpendQuery? Asked { get; private set; }

        public static SpendEntry Entry(string model, int second) => new(
            Guid.NewGuid(), DateTimeOffset.UnixEpoch.AddSeconds(second), model, ModelTier.Cloud, PromptTask.Chat, AttemptOutcome.Succeeded, new(100, 0, 500, 0), 0, TimeSpan.FromSeconds(9))
        {
            Prompt = Policies.Prompt,
        };

        public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public async IAsyncEnumerable<SpendEntry> ReadAsync(SpendQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Asked = query;
            await Task.Yield();
            if (fails)
            {
                throw new IOException("The disk is gone.");
            }

            for (var i = 0; i < 20; i++)
            {
                yield return Entry(i % 2 == 0 ? "m" : "former", i);
            }
        }
    }
}
