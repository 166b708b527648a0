using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;
using ModelRouter.TestModels;

namespace ModelRouter.Integration.Tests;

/// <summary>The provider <c>openai</c> against a server over the engine, which was written for no client of ours.</summary>
public sealed class EnginePeerTests
{
    // So long that no answer which never ends comes to its end while a test looks on.
    private const int Long = 65_536;

    private static readonly ChatMessage[] Question = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Yes or no? 어느 쪽?")];

    /// <summary>Thinks one of three words and says one of three: what it says depends on the seed.</summary>
    private static readonly MarkovChain Undecided = new(
    [
        new("\n", "Let me think: "), new("Let me think: ", "one"), new("Let me think: ", "two"), new("Let me think: ", "three"),
        new("one", "</think>"), new("two", "</think>"), new("three", "</think>"),
        new("</think>", "Yes."), new("</think>", "No."), new("</think>", "글쎄요."),
    ]);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Answers_thoughts_and_usage_are_the_engines_own(bool isStreaming)
    {
        using var model = TinyModel.Markov(Undecided, options: new() { Layers = 1, Context = 512 });
        await using var server = await EngineServer.StartAsync(Options(model));
        await using var peer = new EnginePeer(("tiny", 512, server.Address));
        using var engine = new LlamaChatClient(Options(model));
        var answers = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 12; seed++)
        {
            // The last ones greedily, where the seed must not matter. Both engines see the same requests, so their caches agree as well.
            var options = new ChatOptions { Seed = seed, Temperature = seed < 10 ? 1 : 0, TopP = 1 };
            var own = await engine.GetResponseAsync(Question, options, TestContext.Current.CancellationToken);
            var served = await peer.AskAsync(isStreaming, Question, options);

            Assert.Equal(Said(own), Said(served));
            Assert.Equal(Told(own.Usage!), Told(served.Usage!));
            Assert.Equal(own.Usage!.OutputTokenCount, served.GetRoutingReceipt()!.Usage.OutputTokens);
            Assert.True(own.Usage.ReasoningTokenCount > 0 && served.Text.Length > 0);
            Assert.True(seed == 0 || own.Usage.CachedInputTokenCount > 0);
            answers.Add(Said(served));
        }

        Assert.True(answers.Count > 2, string.Join(' ', answers));
    }

    [Fact]
    public async Task It_lists_its_model()
    {
        using var model = TinyModel.R1();
        await using var server = await EngineServer.StartAsync(Options(model));
        using var http = new HttpClient();
        using var json = JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Address + "/models"), TestContext.Current.CancellationToken));
        Assert.Equal(EngineServer.Model, json.RootElement.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_caller_who_leaves_frees_the_engines_place(bool isStreaming)
    {
        using var model = Endless();
        await using var server = await EngineServer.StartAsync(Options(model) with { MaxConcurrency = 1, QueueLimit = 1 });
        await using var peer = new EnginePeer(("tiny", Long, server.Address));
        using var leaving = new CancellationTokenSource();

        var asked = peer.AskAsync(isStreaming, Question, until: leaving.Token);
        Assert.Equal("begun", await NextAsync(server));
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal("aborted", await NextAsync(server));
        Assert.Equal(2, (await peer.AskAsync(isStreaming, Question, new() { MaxOutputTokens = 2 })).Usage!.OutputTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_conversation_beyond_the_servers_context_goes_to_a_larger_one(bool isStreaming)
    {
        using var model = TinyModel.Markov(Undecided, options: new() { Layers = 1, Context = 4096 });
        await using var small = await EngineServer.StartAsync(Options(model) with { ContextSize = 64 });
        await using var large = await EngineServer.StartAsync(Options(model));

        // The first claims more than its server holds; the second's claim is no larger, so it isn't even tried.
        await using var peer = new EnginePeer(("small", 2048, small.Address), ("equal", 2048, small.Address), ("large", 4096, large.Address));
        ChatMessage[] question = [new(ChatRole.User, new string('x', 200))];

        var receipt = (await peer.AskAsync(isStreaming, question)).GetRoutingReceipt()!;

        Assert.Equal([("small", (ModelFailureKind?)ModelFailureKind.ContextLength), ("large", null)], receipt.Attempts.Select(a => (a.Model, a.Failure)));
        Assert.Equal([("equal", "context-window")], receipt.Skipped.Select(e => (e.Model, e.Rule)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_engine_itself_says_the_same_of_its_context(bool isStreaming)
    {
        using var model = TinyModel.Markov(Undecided, options: new() { Layers = 1, Context = 4096 });
        var path = JsonEncodedText.Encode(model.Path);
        await using var peer = new EnginePeer(
            ("small", "llamacpp", 2048, $$""" "Path": "{{path}}", "Threads": 1, "ContextSize": 64 """),
            ("large", "llamacpp", 4096, $$""" "Path": "{{path}}", "Threads": 1 """));

        var receipt = (await peer.AskAsync(isStreaming, [new(ChatRole.User, new string('x', 200))])).GetRoutingReceipt()!;

        Assert.Equal([("small", (ModelFailureKind?)ModelFailureKind.ContextLength), ("large", null)], receipt.Attempts.Select(a => (a.Model, a.Failure)));
    }

    [Theory]
    [InlineData(503, ModelFailureKind.Overload, false)]
    [InlineData(503, ModelFailureKind.Overload, true)]
    [InlineData(429, ModelFailureKind.RateLimit, false)]
    [InlineData(429, ModelFailureKind.RateLimit, true)]
    public async Task A_busy_server_is_passed_over(int status, ModelFailureKind kind, bool isStreaming)
    {
        using var endless = Endless();
        using var model = TinyModel.Markov(Undecided, options: new() { Layers = 1, Context = 4096 });
        await using var busy = await EngineServer.StartAsync(Options(endless) with { MaxConcurrency = 1, QueueLimit = 0 }, status);
        await using var free = await EngineServer.StartAsync(Options(model));
        await using var peer = new EnginePeer(("busy", Long, busy.Address), ("free", Long, free.Address));
        using var leaving = new CancellationTokenSource();
        await using var talker = peer.Client.GetStreamingResponseAsync(Question, new() { ModelId = "busy" }, leaving.Token).GetAsyncEnumerator(leaving.Token);
        Assert.True(await talker.MoveNextAsync());

        var receipt = (await peer.AskAsync(isStreaming, Question)).GetRoutingReceipt()!;

        Assert.Equal([("busy", (ModelFailureKind?)kind), ("free", null)], receipt.Attempts.Select(a => (a.Model, a.Failure)));
        await leaving.CancelAsync();
    }

    private static TinyModelFile Endless() =>
        TinyModel.Markov(MarkovChain.Loop("\n", "la", " li", " lu"), options: new() { Layers = 1, Context = Long });

    /// <summary>Without flash attention a seed gives the same text whatever else the engine does.</summary>
    private static LlamaModelOptions Options(TinyModelFile model) => new() { ModelPath = model.Path, Threads = 1, FlashAttention = false };

    private static async Task<string> NextAsync(EngineServer server) => await server.Events.ReadAsync(TestContext.Current.CancellationToken);

    private static string Said(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        return $"<{string.Concat(contents.OfType<TextReasoningContent>().Select(part => part.Text))}>{response.Text}[{response.FinishReason}]";
    }

    private static string Told(UsageDetails usage) =>
        $"{usage.InputTokenCount}/{usage.CachedInputTokenCount}/{usage.OutputTokenCount}/{usage.ReasoningTokenCount}/{usage.TotalTokenCount}";
}
