using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

public class ObservabilityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_metrics_and_logs_tell_the_model_and_never_the_prompt(bool stream)
    {
        var model = $"observed-{stream}";
        // Tests of other classes run beside this one, and their activities and measurements arrive here as well.
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "ModelRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
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
                Routers.Endpoint("broken", FakeChatClient.Throwing(() => new IOException("sk-abcdefgh12345678 refused")), 0.9),
                Routers.Endpoint(model, FakeChatClient.Saying("the answer", new() { InputTokenCount = 10, OutputTokenCount = 3 })),
            ],
            logger: logger);

        await router.AskAsync(stream, [new(ChatRole.User, "Translate zanzibar to French.")]);

        Assert.Contains(activities, a => Equals(a.GetTagItem("modelrouter.model"), model) && Equals(a.GetTagItem("modelrouter.task"), "Translation"));
        Assert.Contains($"modelrouter.attempts=1 {model} cloud succeeded", tagged);
        Assert.Contains($"modelrouter.tokens=10 {model} input", tagged);
        Assert.Contains(logger.Lines, l => l.Contains("Routed a Translation prompt", StringComparison.Ordinal));
        Assert.Contains(logger.Lines, l => l.Contains("broken ended as Failed", StringComparison.Ordinal));
        Assert.DoesNotContain(logger.Lines, l => l.Contains("zanzibar", StringComparison.Ordinal) || l.Contains("abcdefgh", StringComparison.Ordinal));

        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            tagged.Enqueue($"{instrument.Name}={value} {string.Join(' ', tags.ToArray().Select(t => t.Value))}");
    }

    private sealed class ListLogger : ILogger<ModelRouterChatClient>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
