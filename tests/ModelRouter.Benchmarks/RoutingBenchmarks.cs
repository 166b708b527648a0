#pragma warning disable MEAI001 // Microsoft's own failover client is experimental; it is measured here, not built upon.
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Benchmarks;

/// <summary>What routing adds to a call: three endpoints around a client that answers at once and reports usage.</summary>
[MemoryDiagnoser]
public class RoutingBenchmarks : IDisposable
{
    // About 200 tokens, the length of an ordinary request with some text to work on.
    internal static readonly ChatMessage[] Prompt =
    [
        new(ChatRole.System, "You are a helpful assistant of a mid-sized company that makes pumps and valves."),
        new(
            ChatRole.User,
            """
            Please summarize the following report in three sentences for the management, and mention the most likely cause.

            On Monday morning the operators of line 4 saw that the vibration of the main pump had doubled since the last shift.
            They stopped the line at 9:40, changed the coupling and started again at 11:15. The vibration fell by a third but did
            not go back to its former level. The temperature of the bearing stayed normal at 61 degrees. On Tuesday the bearing was
            taken out and showed marks on the outer ring, while the lubricant was clean. The supplier was asked whether other
            customers had seen the same marks on the bearings of this series, and the answer is expected by Friday. Until then the
            line runs at 80 percent of its speed and the vibration is read every hour.
            """),
    ];

    private readonly PromptAnalyzer _analyzer = new();
    private readonly HeuristicPromptAnalyzer _heuristic = new();
    private NoOpClient _direct = null!;
    private ModelRouterChatClient _router = null!;
    private ModelRouterChatClient _knowing = null!;
    private ModelRouterChatClient _unruled = null!;
    private ModelRouterChatClient _ruled = null!;
    private OrderedFailoverChatClient _failover = null!;

    [GlobalSetup]
    public void Setup()
    {
        _direct = new NoOpClient();
        _failover = new OrderedFailoverChatClient([new NoOpClient(), new NoOpClient(), new NoOpClient()]);
        _router = new ModelRouterChatClient(
            [Endpoint("self-hosted", ModelTier.SelfHosted), Endpoint("specialized", ModelTier.Specialized), Endpoint("cloud", ModelTier.Cloud)],
            ledger: new InMemorySpendLedger(1_000));
        _knowing = new ModelRouterChatClient(
            [
                Endpoint("self-hosted", ModelTier.SelfHosted, "deepseek-r1"),
                Endpoint("specialized", ModelTier.Specialized, "gemma-3-27b-it"),
                Endpoint("cloud", ModelTier.Cloud, "o3-mini"),
            ],
            ledger: new InMemorySpendLedger(1_000));
        _unruled = WithRules(applying: false);
        _ruled = WithRules(applying: true);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _direct.Dispose();
        _router.Dispose();
        _knowing.Dispose();
        _unruled.Dispose();
        _ruled.Dispose();
        _failover.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public Task<ChatResponse> Direct() => _direct.GetResponseAsync(Prompt);

    [Benchmark]
    public Task<ChatResponse> OrderedFailover() => _failover.GetResponseAsync(Prompt);

    [Benchmark]
    public Task<ChatResponse> Router() => _router.GetResponseAsync(Prompt);

    /// <summary>As <see cref="Router"/>, of three models whose success outcomes have taught to predict.</summary>
    [Benchmark]
    public Task<ChatResponse> RouterOfKnownModels() => _knowing.GetResponseAsync(Prompt);

    /// <summary>Stages 1 to 3 without a policy.</summary>
    [Benchmark]
    public RoutingDecision Route() => _router.Route(Prompt);

    /// <summary>As <see cref="Route"/>, with twenty rules, none of which applies.</summary>
    [Benchmark]
    public RoutingDecision RouteByRulesThatDoNotApply() => _unruled.Route(Prompt);

    /// <summary>As <see cref="Route"/>, with twenty rules, of which a denial, an only, a preference and a limit apply.</summary>
    [Benchmark]
    public RoutingDecision RouteByRulesThatApply() => _ruled.Route(Prompt);

    [Benchmark]
    public Task<int> DirectStreaming() => Drain(_direct);

    [Benchmark]
    public Task<int> OrderedFailoverStreaming() => Drain(_failover);

    [Benchmark]
    public Task<int> RouterStreaming() => Drain(_router);

    [Benchmark]
    public PromptProfile AnalyzerAlone() => _analyzer.Analyze(Prompt, null);

    /// <summary>Cues without learned weights.</summary>
    [Benchmark]
    public PromptProfile HeuristicAlone() => _heuristic.Analyze(Prompt, null);

    private static ModelRouterChatClient WithRules(bool applying)
    {
        var rules = Enumerable.Range(0, 16).Select(i => new PolicyRule { Name = $"r{i}", When = new() { Tenants = [$"t{i}"], Tasks = [PromptTask.Summarization] }, Worth = 1 });
        PolicyCondition when = applying ? PolicyCondition.Always : new() { Tenants = ["other"] };
        PolicyRule[] ends =
        [
            new() { Name = "deny", When = when, Deny = new() { Models = ["specialized"] } },
            new() { Name = "only", When = when, Only = new() { Tiers = [ModelTier.SelfHosted, ModelTier.Cloud] } },
            new() { Name = "prefer", When = when, Prefer = new() { Models = ["cloud"] } },
            new() { Name = "limit", When = when, MaxCostPerCall = 1 },
        ];
        return new(
            [Endpoint("self-hosted", ModelTier.SelfHosted), Endpoint("specialized", ModelTier.Specialized), Endpoint("cloud", ModelTier.Cloud)],
            new() { Policy = new() { Rules = [.. rules, .. ends] } });
    }

    private static async Task<int> Drain(IChatClient client)
    {
        var count = 0;
        await foreach (var _ in client.GetStreamingResponseAsync(Prompt))
        {
            count++;
        }

        return count;
    }

    private static ModelEndpoint Endpoint(string id, ModelTier tier, string? knownAs = null) => new(
        new()
        {
            Id = id,
            KnownAs = knownAs,
            Tier = tier,
            Pricing = new() { InputPerMillion = 0.55m, CachedInputPerMillion = 0.14m, OutputPerMillion = 2.19m },
            TaskQuality = new Dictionary<PromptTask, double> { [PromptTask.Math] = 0.9 },
            Languages = ["en", "ko"],
        },
        new NoOpClient());

    private sealed class NoOpClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Done.")) { Usage = Usage() });

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield return new(ChatRole.Assistant, "Done");
            yield return new(ChatRole.Assistant, ".");
            yield return new(ChatRole.Assistant, [new UsageContent(Usage())]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private static UsageDetails Usage() => new() { InputTokenCount = 210, OutputTokenCount = 2, TotalTokenCount = 212 };
    }
}
