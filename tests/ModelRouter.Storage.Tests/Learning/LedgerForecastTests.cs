using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Storage.Tests;

public sealed class LedgerForecastTests : IDisposable
{
    private const int Calls = 15;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_goes_on_after_a_restart_with_what_its_ledger_tells_of_calls_until_that_is_reset(bool stream)
    {
        RankedModel before, learned;
        await using (var services = Services())
        {
            before = Ranked(services);
            await AskAsync(services, stream);
            learned = Ranked(services);
            Assert.True(learned.Cost > 3 * before.Cost, $"{before} {learned}");
            Assert.True(learned.Latency > before.Latency, $"{before} {learned}");
        }

        await using (var restarted = Services())
        {
            var again = Ranked(restarted);
            Assert.Equal(learned.Cost, again.Cost);

            // The ledger keeps times to the microsecond.
            Assert.Equal(1, again.Latency / learned.Latency, 1e-3);
            await restarted.GetRequiredService<OutcomeLearner>().ResetAsync(Ct);
            Assert.Equal(before, Ranked(restarted));
        }

        await using (var forgotten = Services())
        {
            Assert.Equal(before, Ranked(forgotten));
            await AskAsync(forgotten, stream);
        }

        await using var anew = Services();
        Assert.Equal(learned.Cost, Ranked(anew).Cost);
    }

    [Fact]
    public async Task Profiles_alone_count_where_forecasts_are_switched_off()
    {
        await using (var services = Services())
        {
            await AskAsync(services, stream: false);
        }

        await using var off = Services(("Learning:Forecasts", "false"));
        var before = Ranked(off);
        await AskAsync(off, stream: false);
        Assert.Equal(before, Ranked(off));
    }

    [Fact]
    public async Task The_store_keeps_when_everything_was_forgotten()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 11, 26, 4, 0, 0, TimeSpan.Zero));
        await using (var store = new SqliteOutcomeStore(_folder.Ledger, time))
        {
            Assert.Null(await store.ForgottenAtAsync(Ct));
            await store.ResetAsync(Ct);
            time.Advance(TimeSpan.FromHours(1));
            await store.ResetAsync(Ct);
        }

        await using var again = new SqliteOutcomeStore(_folder.Ledger);
        Assert.Equal(time.GetUtcNow(), await again.ForgottenAtAsync(Ct));
    }

    private static RankedModel Ranked(ServiceProvider services) =>
        services.GetRequiredService<ModelRouterChatClient>().Route([new(ChatRole.User, "Write a short poem about the last snow of the year.")]).Ranking[0];

    private static async Task AskAsync(ServiceProvider services, bool stream)
    {
        var client = services.GetRequiredService<IChatClient>();
        for (var i = 0; i < Calls; i++)
        {
            ChatMessage[] prompt = [new(ChatRole.User, "Write a short poem about the first snow of the year.")];
            _ = stream ? await client.GetStreamingResponseAsync(prompt, null, Ct).ToChatResponseAsync(Ct) : await client.GetResponseAsync(prompt, null, Ct);
        }
    }

    private ServiceProvider Services(params (string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ModelRouter:Ledger:Provider"] = "sqlite",
            ["ModelRouter:Ledger:Path"] = _folder.Ledger,
            ["ModelRouter:Learning:Enabled"] = "true",
            ["ModelRouter:Learning:Store"] = "sqlite",
            ["ModelRouter:Learning:Path"] = _folder.Ledger,
        };
        foreach (var (key, value) in changes)
        {
            settings[$"ModelRouter:{key}"] = value;
        }

        var services = new ServiceCollection();
        services.AddModelRouter(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            router => router.AddStorage().AddModel(
                new() { Id = "talker", Tier = ModelTier.Cloud, Clearance = DataClass.Confidential, ContextWindow = 1_000_000, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 } },
                new Talker()));
        return services.BuildServiceProvider();
    }

    /// <summary>Writes far more than its profile lets expect.</summary>
    private sealed class Talker : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, "snow");
            yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 20, OutputTokenCount = 20_000 })]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
