using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ModelRouter.Tests;

/// <summary>A cache above the router writes responses, and the options of requests into its keys, as JSON.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly FakeChatClient _model = FakeChatClient.Saying("paid once");
    private readonly InMemorySpendLedger _ledger = new();
    private readonly ModelRouterChatClient _router;

    public CacheTests() => _router = Routers.Over(_ledger, ("m", _model));

    public void Dispose() => _router.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_asked_again_in_a_run_comes_from_the_cache(bool stream)
    {
        using var cached = Cached();
        var run = new RoutingRun(limit: 1);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("paid once", (await cached.AskAsync(stream, Routers.Hello, new ChatOptions().WithRun(run))).Text);
        }

        Assert.Equal(1, _model.Calls);
        Assert.Equal(_ledger.Total, run.Spent);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task Receipts_and_all_that_options_say_are_written_without_reflection(bool stream, bool areListed)
    {
        using var cached = Cached(WithoutReflection(ModelRouterJson.Options));
        var sure = new AdditionalPropertiesDictionary();
        sure.SetConfidence(new(3, -0.5, -1, 0.2, 2));
        _model.Updates = (_, _, _) => [new(ChatRole.Assistant, "paid once") { AdditionalProperties = sure }];
        var tags = new ChatOptions { AdditionalProperties = new() { ["modelrouter.tags"] = new List<string> { "a", "b" } } };
        var options = (areListed ? tags : tags.WithTags("a", "b")).WithTenant("t").WithDataClass(DataClass.Internal).WithTask(PromptTask.Math).WithMaxCost(1.5m).WithRun(new(limit: 1)).WithBatch();

        var first = await cached.AskAsync(stream, Routers.Hello, options);
        var second = await cached.AskAsync(stream, Routers.Hello, options);

        Assert.Equal((1, "paid once", "paid once"), (_model.Calls, first.Text, second.Text));
        Assert.Equal(_ledger.Total, first.GetRoutingReceipt()!.Cost);
        Assert.Null(second.GetRoutingReceipt());
    }

    [Fact]
    public async Task Functions_give_what_comes_from_the_cache_as_its_models_answer_that_costs_nothing()
    {
        using var router = Routers.Over(_ledger, ("m", _model), ("n", _model));
        using var cached = Cached(ModelRouterJson.Options, router);
        var functions = new RouterFunctions(router, client: cached);
        var ct = TestContext.Current.CancellationToken;

        var first = await functions.AskAsync("Hello", "n", cancellationToken: ct);
        Assert.True(first is { Model: "n", Answer: "paid once", Cost: > 0, InputTokens: > 0 });
        Assert.Equal(new("n", "paid once", Thought: null, InputTokens: 0, OutputTokens: 0, Cost: 0), await functions.AskAsync("Hello", "n", cancellationToken: ct));
        var answered = (await functions.AskAsync("Hello", cancellationToken: ct)).Model;
        Assert.Equal(answered, (await functions.AskAsync("Hello", cancellationToken: ct)).Model);

        var compared = await functions.CompareAsync("Hello", ["m", "n"], cancellationToken: ct);
        var again = await functions.CompareAsync("Hello", ["m", "n"], cancellationToken: ct);
        Assert.Equal(compared.Answers.Select(static answer => (answer.Model, answer.Answer, answer.Failure)), again.Answers.Select(static answer => (answer.Model, answer.Answer, answer.Failure)));
        Assert.Equal((0, null), (again.Cost, again.Answers[0].Failure));
    }

    [Fact]
    public async Task A_receipt_is_the_same_JSON_without_reflection()
    {
        var response = await _router.AskAsync(false, Routers.Hello);
        var run = new RunReceipt { RunId = "r", Cost = 1, Agents = [new("a", ["m"], 1, 2, 3, 0, 1)], Steps = [new(Guid.Empty, default, "m", ModelTier.Cloud, AttemptOutcome.Succeeded, new(2, 0, 3, 0), 1, TimeSpan.Zero)] };

        foreach (var receipt in (object[])[response.GetRoutingReceipt()!, run])
        {
            var type = receipt.GetType();
            Assert.Equal(
                JsonSerializer.Serialize(receipt, type, Plain(new DefaultJsonTypeInfoResolver())), JsonSerializer.Serialize(receipt, type, Plain(WithoutReflection(ModelRouterJson.Options).TypeInfoResolver!)));
        }
    }

    [Fact]
    public void Options_with_a_run_are_read_back_without_it()
    {
        var options = new ChatOptions().WithRun(new("r")).WithTenant("t");

        var read = JsonSerializer.Deserialize<ChatOptions>(JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

        Assert.Null(DeclaredRun.Read(read));
        Assert.Equal("t", DeclaredAttribution.Read(read).Tenant);
    }

    private static JsonSerializerOptions Plain(IJsonTypeInfoResolver resolver) => new() { TypeInfoResolver = resolver };

    /// <summary>The same where an application has switched reflection off.</summary>
    private static JsonSerializerOptions WithoutReflection(JsonSerializerOptions options)
    {
        var without = new JsonSerializerOptions(options);
        without.Converters.Clear();
        while (without.TypeInfoResolverChain.FirstOrDefault(static resolver => resolver is DefaultJsonTypeInfoResolver) is { } reflection)
        {
            without.TypeInfoResolverChain.Remove(reflection);
        }

        return without;
    }

    private DistributedCachingChatClient Cached(JsonSerializerOptions? options = null, IChatClient? client = null)
    {
        var cached = new DistributedCachingChatClient(client ?? _router, new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())));
        if (options is not null)
        {
            cached.JsonSerializerOptions = options;
        }

        return cached;
    }
}
