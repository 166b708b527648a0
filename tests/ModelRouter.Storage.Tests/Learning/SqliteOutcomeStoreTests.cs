using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Storage.Tests;

public sealed class SqliteOutcomeStoreTests : IDisposable
{
    // Prompts that differ in numbers alone would count as the same.
    private static readonly string[] Tasks = ["Prove that", "Write a poem on", "Translate into Korean:", "Fix this code:", "Summarize", "What is", "Explain to a child"];
    private static readonly string[] Subjects = ["prime numbers", "contract law", "steel welding"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Labels_calls_and_corrections_are_found_again_and_a_reset_forgets_them()
    {
        var (first, second) = (Call(1), Call(2));
        await using (var store = new SqliteOutcomeStore(_folder.Ledger))
        {
            Assert.Empty(await store.LoadAsync(Ct));
            await store.RememberAsync([first, second], Ct);
            await store.SaveAsync(new(first, OutcomeKind.Retry, 0), [], Ct);
            await store.RememberAsync([first], Ct);
            await store.SaveAsync(new(first, OutcomeKind.Feedback, 0.75), [], Ct);
        }

        await using var again = new SqliteOutcomeStore(_folder.Ledger);
        Assert.Equal([new(first, OutcomeKind.Feedback, 0.75)], await again.LoadAsync(Ct));
        Assert.Equal(second, await again.FindAsync(second.CallId, Ct));
        Assert.Null(await again.FindAsync(Guid.NewGuid(), Ct));
        await again.SaveAsync(new(second, OutcomeKind.Verifier, 1), [new(first, OutcomeKind.Feedback, 0.75)], Ct);
        Assert.Equal([new(second, OutcomeKind.Verifier, 1)], await again.LoadAsync(Ct));
        await again.ResetAsync(Ct);
        Assert.Empty(await again.LoadAsync(Ct));
        Assert.Null(await again.FindAsync(second.CallId, Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_goes_on_after_a_restart_with_what_it_has_learned(bool stream)
    {
        double before;
        Guid last;
        await using (var services = Services())
        {
            var client = services.GetRequiredService<IChatClient>();
            var learner = services.GetRequiredService<OutcomeLearner>();
            before = Chance(services);
            for (var i = 0; i < 20; i++)
            {
                Assert.True(await learner.RecordAsync(await AskAsync(client, stream, i), 0, ct: Ct));
            }

            last = (await AskAsync(client, stream, 20)).CallId;
        }

        await using var restarted = Services();
        Assert.True(Chance(restarted) < before);
        var known = restarted.GetRequiredService<OutcomeLearner>();
        Assert.Equal(20, known.Count);
        Assert.True(await known.RecordAsync(last, 1, ct: Ct));
        await known.ResetAsync(Ct);
        Assert.Equal(before, Chance(restarted), 1e-9);

        // No text of a prompt is in the file, whatever has been asked.
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            Assert.DoesNotContain("snow", System.Text.Encoding.UTF8.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Learning_is_off_unless_configured()
    {
        await using var services = Services(("Learning:Enabled", "false"));
        Assert.Null(services.GetService<OutcomeLearner>());
        Assert.Null(services.GetRequiredService<ModelRouterChatClient>().Learner);
    }

    [Theory]
    [InlineData("Learning:Store", "sqlit", "sqlite")]
    [InlineData("Learning:Pth", "x", "Learning:Pth")]
    [InlineData("Learning:SourceShare", "2", "Learning:SourceShare")]
    [InlineData("Learning:Enabled", "yes", "Learning:Enabled")]
    public async Task What_is_wrong_in_the_section_is_named(string key, string value, string told)
    {
        await using var services = Services((key, value));
        var wrong = Assert.Throws<ModelRouterConfigurationException>(services.GetRequiredService<ModelRouterChatClient>);
        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var closing = stream.ConfigureAwait(false);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Ct);
        return bytes;
    }

    private static async Task<RoutingReceipt> AskAsync(IChatClient client, bool stream, int i)
    {
        ChatMessage[] prompt = [new(ChatRole.User, $"{Tasks[i % Tasks.Length]} {Subjects[i / Tasks.Length]} in the first snow.")];
        var response = stream ? await client.GetStreamingResponseAsync(prompt, null, Ct).ToChatResponseAsync(Ct) : await client.GetResponseAsync(prompt, null, Ct);
        return response.GetRoutingReceipt()!;
    }

    private static double Chance(ServiceProvider services) => services.GetRequiredService<ModelRouterChatClient>()
        .Route([new(ChatRole.User, "Write a short poem about the last snow of the year.")]).Ranking[0].SuccessProbability;

    private static LearnableCall Call(int seed)
    {
        var prompt = new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, $"What is {seed} + {seed * 17}?")], null).Vector!;
        return new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch.AddSeconds(seed), $"model {seed}", prompt, -0.25 * seed, seed == 1 ? null : "source");
    }

    private ServiceProvider Services(params (string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
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
                new() { Id = "a", Tier = ModelTier.Cloud, Quality = 0.6, Clearance = DataClass.Confidential, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 } },
                new EchoClient()));
        return services.BuildServiceProvider();
    }

    private sealed class EchoClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes")));

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, "yes");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
