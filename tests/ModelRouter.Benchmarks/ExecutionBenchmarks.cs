using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Benchmarks;

/// <summary>What the execution stage adds to a streaming call of a client that answers at once.</summary>
/// <remarks>Prompts are not read and success is not predicted here. <see cref="Plan"/> is what is left of the stages before, <see cref="Accounts"/>
/// the stage behind: bill, ledger entry, receipt, and the update that carries it. The stage's own share of a call is <see cref="Routed"/> −
/// <see cref="Inner"/> − <see cref="Plan"/> − <see cref="Accounts"/>, and of an update that of 1,000 updates less that of 10, divided by 990.</remarks>
[MemoryDiagnoser]
public class ExecutionBenchmarks : IDisposable
{
    private static readonly ChatMessage[] Prompt = [new(ChatRole.User, "Hi")];

    private StreamingClient _inner = null!;
    private ModelRouterChatClient _router = null!;

    // A call that has answered, as its accounts find it.
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();
    private readonly ChatResponseUpdate _last = new(ChatRole.Assistant, "word") { MessageId = "m", ResponseId = "r" };
    private RoutingDecision _decision = null!;
    private RoutedAttempt _attempt = null!;

    [Params(10, 1_000)]
    public int Updates { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _inner = new(Updates);
        var profile = new ModelProfile
        {
            Id = "m",
            Tier = ModelTier.Cloud,
            Pricing = new() { InputPerMillion = 0.55m, CachedInputPerMillion = 0.14m, OutputPerMillion = 2.19m },
        };
        _router = new([new(profile, _inner)], analyzer: new Known(), predictor: new Known(), ledger: new InMemorySpendLedger(1_000));
        _decision = _router.Route(Prompt);
        _attempt = new(_router.Endpoints[0], number: 1, probe: 0, startedAt: 0, TimeSpan.Zero, lease: null) { WasSent = true, FirstContentAt = 1 };
        _attempt.Meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 3 })]));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _router.Dispose();
        _inner.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public Task<int> Inner() => Drain(_inner);

    [Benchmark]
    public Task<int> Routed() => Drain(_router);

    [Benchmark]
    public RoutingDecision Plan() => _router.Route(Prompt);

    [Benchmark]
    public ChatResponseUpdate Accounts()
    {
        var accounts = new CallAccounts(_id, _decision, _router.State.Services, trace: null, _startedAt, startTimestamp: 0, run: null);
        var settling = accounts.SettleAsync(_attempt, AttemptOutcome.Succeeded, null, null);

        // A ledger in memory is never waited for, and a task of the benchmark's own would be counted.
        return settling.IsCompletedSuccessfully
            ? ReceiptStamp.After(_last, accounts.Receipt(_attempt, settling.Result, [], []), DataClass.Public)
            : throw new InvalidOperationException("The accounts were waited for.");
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

    private sealed class Known : IPromptAnalyzer, ISuccessPredictor
    {
        private static readonly PromptProfile Profile = new()
        {
            Task = PromptTask.Chat,
            Domain = PromptDomain.Everyday,
            Language = "en",
            Difficulty = 0.5,
            DataClass = DataClass.Public,
            InputTokens = 10,
            ExpectedOutputTokens = 100,
            RequiredCapabilities = ModelCapabilities.None,
        };

        public PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => Profile;

        public double Predict(PromptProfile prompt, ModelProfile model) => 0.5;
    }

    /// <summary>Makes its updates anew, as clients do: with ids, a word in each, and usage in the last.</summary>
    private sealed class StreamingClient(int updates) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            for (var i = 1; i < updates; i++)
            {
                yield return new(ChatRole.Assistant, "word ") { MessageId = "1", ResponseId = "1" };
            }

            yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = updates })])
            {
                MessageId = "1", ResponseId = "1",
            };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
