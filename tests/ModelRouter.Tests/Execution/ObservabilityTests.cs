using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public partial class ObservabilityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_metrics_and_logs_tell_the_model_and_never_the_prompt(bool stream)
    {
        var model = $"observed-{stream}";
        // Tests of other classes run beside this one, and their activities and measurements arrive here as well.
        var activities = new ConcurrentQueue<Activity>();
        using var listener = Listen(activities);
        var tagged = new ConcurrentQueue<string>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name is "ModelRouter")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        meters.Start();
        var logger = new ListLogger();
        using var router = new ModelRouterChatClient(
            [
                Routers.Endpoint("broken", FakeChatClient.Throwing(() => new IOException("'Translate zanzibar' with sk-abcdefgh12345678 refused")), 0.9),
                Routers.Endpoint(model, FakeChatClient.Saying("the answer", new() { InputTokenCount = 10, OutputTokenCount = 3 })),
            ],
            logger: logger);

        await router.AskAsync(stream, [new(ChatRole.User, "Translate zanzibar to French.")]);

        Assert.Contains(activities, a => Equals(a.GetTagItem("modelrouter.model"), model) && Equals(a.GetTagItem("modelrouter.task"), "Translation"));
        Assert.Contains($"modelrouter.attempts=1 {model} cloud succeeded", tagged);
        Assert.Contains("modelrouter.attempts=1 broken cloud failed transport", tagged);
        Assert.Contains($"gen_ai.client.token.usage=10 chat unknown {model} {model} cloud input", tagged);
        Assert.Contains(logger.Lines, l => l.Contains("Routed a Translation prompt", StringComparison.Ordinal));
        Assert.Contains(logger.Lines, l => l.Contains("broken ended as Failed", StringComparison.Ordinal));
        string[] told =
        [
            .. logger.Lines, .. tagged,
            .. activities.SelectMany(static activity => activity.TagObjects.Select(static tag => $"{tag.Value}").Append($"{activity.StatusDescription} {activity.DisplayName}")),
            .. activities.SelectMany(static activity => activity.Events).SelectMany(static told => told.Tags.Select(static tag => $"{tag.Value}")),
        ];
        Assert.DoesNotContain(told, static line => line.Contains("Translate zanzibar", StringComparison.Ordinal) || line.Contains("abcdefgh", StringComparison.Ordinal));

        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            tagged.Enqueue($"{instrument.Name}={value} {string.Join(' ', tags.ToArray().Select(t => t.Value))}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trace_of_a_request_fault_is_an_error_of_its_model(bool stream)
    {
        var activity = await TraceAsync(
            stream, FakeChatClient.Throwing(() => new ArgumentException("zanzibar", nameof(stream))), new(), typeof(ArgumentException));

        Assert.Equal((ActivityStatusCode.Error, nameof(ArgumentException)), (activity.Status, activity.StatusDescription));
        Assert.Equal("traced", activity.GetTagItem("modelrouter.model"));
    }

    [Fact]
    public async Task A_trace_of_an_interruption_is_an_error_of_its_model()
    {
        var activity = await TraceAsync(true, new() { Updates = (_, _, _) => Cut() }, new(), typeof(IOException));

        Assert.Equal((ActivityStatusCode.Error, nameof(IOException)), (activity.Status, activity.StatusDescription));
        Assert.Equal("traced", activity.GetTagItem("modelrouter.model"));

        static IEnumerable<ChatResponseUpdate> Cut()
        {
            yield return new(ChatRole.Assistant, "Once");
            throw new IOException("zanzibar");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trace_without_an_eligible_model_is_an_error(bool stream)
    {
        var activity = await TraceAsync(
            stream, FakeChatClient.Saying("ok"), new() { ModelId = "auto:self-hosted" }, typeof(NoEligibleModelException));

        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("auto:self-hosted", activity.GetTagItem("modelrouter.selection"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trace_of_a_cancelled_call_names_its_model_and_is_no_error(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var client = new FakeChatClient
        {
            Before = async ct =>
            {
                await cancellation.CancelAsync();
                ct.ThrowIfCancellationRequested();
            },
        };
        var activity = await TraceAsync(stream, client, new(), typeof(OperationCanceledException), cancellation);

        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal("traced", activity.GetTagItem("modelrouter.model"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logs_tell_how_each_attempt_ended_and_only_failures_are_warnings(bool stream)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var clients = new ClockedClient(time);
        using var caller = new CancellationTokenSource();
        var logger = new ListLogger();
        using var router = new ModelRouterChatClient(
            [
                Routers.Endpoint("m0", clients.Failing("acme-1", () => new IOException("sk-canary")), 0.9),
                Routers.Endpoint("m1", clients.Answering("acme-2"), 0.8),
                Routers.Endpoint("m2", clients.CancelledBy("acme-3", caller), 0.7),
            ],
            timeProvider: time,
            logger: logger);

        await router.AskAsync(stream, Routers.Hello);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => router.AskCancellablyAsync(stream, Routers.Hello, new() { ModelId = "m2" }, caller.Token));

        Assert.Equal(
            [
                "Warning: The attempt at m0 ended as Failed after 00:00:01: Transport, IOException",
                "Debug: The attempt at m1 ended as Succeeded after 00:00:03, and cost 0.000106 US dollars.",
                $"Debug: The attempt at m2 ended as Cancelled after 00:00:01, and cost {(stream ? "0.000018" : "0.000014")} US dollars.",
            ],
            logger.Lines.Where(l => l.Contains("attempt", StringComparison.Ordinal)).Select(l => TrailingZeros().Replace(l, "")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_logger_that_throws_costs_no_account(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("m", FakeChatClient.Saying("the answer", new() { InputTokenCount = 10, OutputTokenCount = 3 }))],
            new() { Budgets = { new Budget { Name = "all", Window = BudgetWindow.Total, Limit = 1 } } },
            ledger: ledger,
            logger: new ListLogger { ThrowsAt = "attempt" });

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Routers.Hello));

        var entry = Assert.Single(ledger.Snapshot());
        var budget = Assert.Single(await router.Budgets.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal((0.000022m, 0.000022m, 0m), (entry.Cost, budget.Balance.Spent, budget.Balance.Reserved));
    }

    /// <summary>The one activity of a call that fails.</summary>
    private static async Task<Activity> TraceAsync(
        bool stream, FakeChatClient client, ChatOptions options, Type failure, CancellationTokenSource? cancellation = null)
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = Listen(activities);

        // Tests run beside this one; its own trace is the one below this parent.
        using var parent = new Activity("test").Start();
        using var router = Routers.Over(null, ("traced", client));
        var ct = cancellation?.Token ?? TestContext.Current.CancellationToken;
        var thrown = await Record.ExceptionAsync(() => router.AskCancellablyAsync(stream, Routers.Hello, options, ct));
        Assert.IsType(failure, thrown, exactMatch: false);
        return Assert.Single(activities, a => a.ParentSpanId == parent.SpanId);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> activities)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "ModelRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    [GeneratedRegex("(?<=0[.][0-9]*)0+(?= US)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TrailingZeros();

    private sealed class ListLogger : ILogger<ModelRouterChatClient>
    {
        public List<string> Lines { get; } = [];

        public string? ThrowsAt { get; init; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) is var line && ThrowsAt is { } part && line.Contains(part, StringComparison.Ordinal)
                ? throw new IOException("The log is full.")
                : $"{logLevel}: {line}");
    }
}
