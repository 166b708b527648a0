using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ModelRouter.Tests;

/// <summary>Which span is current where: in the clients, in the ledger, and for the caller.</summary>
[Collection(RunsAlone.Name)]
public sealed class SpanFlowTests
{
    private readonly List<string> _seen = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_works_in_its_attempts_span_and_the_ledger_in_the_requests(bool stream)
    {
        using var telemetry = new Telemetry();
        using var router = Router();

        await router.AskAsync(stream, Routers.Hello);

        Assert.Equal(
            [
                "m0 begins in chat m0", "m0 goes on in chat m0", "m0 cleans up in chat m0", "m0 is written in modelrouter.chat",
                "m1 begins in chat m1", "m1 goes on in chat m1", "m1 goes on in chat m1", "m1 goes on in chat m1", "m1 cleans up in chat m1",
                "m1 is written in modelrouter.chat",
            ],
            _seen);
    }

    [Fact]
    public async Task A_client_whose_reader_leaves_cleans_up_in_its_attempts_span()
    {
        using var telemetry = new Telemetry();
        using var router = Router();

        await foreach (var update in router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.Equal(["m1 cleans up in chat m1", "m1 is written in modelrouter.chat"], _seen[^2..]);
    }

    [Fact]
    public async Task A_callers_own_span_is_current_after_every_return()
    {
        using var telemetry = new Telemetry();
        using var router = Router();
        var ct = TestContext.Current.CancellationToken;
        var updates = router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: ct).GetAsyncEnumerator(ct);

        var count = 0;
        for (var hasNext = true; hasNext; count++)
        {
            // A reader may do its own work between two updates, and be somewhere else each time.
            using var own = Telemetry.Others.StartActivity($"reading {count}");
            var next = updates.MoveNextAsync();
            Assert.Same(own, Activity.Current);
            hasNext = await next;
            Assert.Same(own, Activity.Current);
        }

        await updates.DisposeAsync();
        Assert.Same(telemetry.Caller, Activity.Current);
        var answer = router.GetResponseAsync(Routers.Hello, cancellationToken: ct);
        Assert.Same(telemetry.Caller, Activity.Current);
        await answer;
        Assert.Same(telemetry.Caller, Activity.Current);
        Assert.True(count > 4);
        Assert.All(_seen, line => Assert.DoesNotContain("reading", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_that_are_not_sampled_are_answered_all_the_same(bool stream)
    {
        var spans = new List<Activity>();
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource("ModelRouter")
            .SetSampler(new AlwaysOffSampler())
            .AddInMemoryExporter(spans)
            .Build();
        using var router = Router();

        Assert.Equal("012", (await router.AskAsync(stream, Routers.Hello)).Text);
        Assert.Empty(spans);
    }

    [Fact]
    public void Nothing_is_made_while_nobody_listens()
    {
        using var router = Router();
        var attempt = new RoutedAttempt(router.Endpoints[0], 1, 0, 0, TimeSpan.Zero, null);

        Assert.Null(CallTrace.Begin(TimeProvider.System, 0, CancellationToken.None));
        Assert.Null(AttemptTrace.Begin(attempt, TimeProvider.System, isStreamed: true));

        using var telemetry = new Telemetry();
        Assert.NotNull(CallTrace.Begin(TimeProvider.System, 0, CancellationToken.None));
        Assert.NotNull(AttemptTrace.Begin(attempt, TimeProvider.System, isStreamed: true));
    }

    private ModelRouterChatClient Router() => new(
        [
            Routers.Endpoint("m0", new StepClient(_seen, "m0", fails: true), 0.9),
            Routers.Endpoint("m1", new StepClient(_seen, "m1", fails: false), 0.8),
        ],
        ledger: new StepLedger(_seen));

    private static string Where => $"in {Activity.Current?.OperationName}";

    private sealed class StepClient(List<string> seen, string id, bool fails) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            seen.Add($"{id} begins {Where}");
            try
            {
                for (var i = 0; i < 3; i++)
                {
                    // Some updates are there at once, and some have to be waited for.
                    await (i == 1 ? Task.Delay(1, cancellationToken) : Task.CompletedTask);
                    seen.Add($"{id} goes on {Where}");
                    yield return fails ? throw new IOException() : new ChatResponseUpdate(ChatRole.Assistant, $"{i}");
                }
            }
            finally
            {
                seen.Add($"{id} cleans up {Where}");
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ChatClientMetadata) ? throw new InvalidOperationException("It doesn't say.") : null;

        public void Dispose()
        {
        }
    }

    private sealed class StepLedger(List<string> seen) : ISpendLedger
    {
        public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default)
        {
            seen.Add($"{entry.Model} is written {Where}");
            return ValueTask.CompletedTask;
        }
    }
}
