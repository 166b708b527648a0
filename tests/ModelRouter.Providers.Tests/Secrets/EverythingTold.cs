using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Providers.Tests;

/// <summary>Keeps all that this process tells while it listens: logs of every category and level, traces and metrics of every source, events of
/// the client libraries; and takes exceptions and objects apart.</summary>
internal sealed class EverythingTold : IDisposable
{
    private readonly ConcurrentQueue<(string Where, string Text)> _told = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly Events _events;

    public EverythingTold()
    {
        Logs = new LogKeeper(this);
        _activities = new()
        {
            // The server of the test is in this process, too, and may tell what it was asked.
            ShouldListenTo = static source => !source.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (!instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Take(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Take(instrument, tags));
        _meters.Start();
        _events = new(this);
    }

    public ILoggerProvider Logs { get; }

    /// <summary>Which parts of the process have told anything.</summary>
    public IReadOnlySet<string> Sources => _told.Select(told => told.Where.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Where any of the words was told.</summary>
    public IReadOnlyList<string> Find(params string[] words) =>
        [.. _told.Where(told => words.Any(word => told.Text.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(told => $"{told.Where}: {told.Text}")];

    /// <summary>Takes an object as JSON.</summary>
    public void Take(string where, object value) => _told.Enqueue((where, JsonSerializer.Serialize(value)));

    /// <summary>Takes an exception, those within, and what their properties hold.</summary>
    public void Take(string where, Exception exception)
    {
        _told.Enqueue((where, exception.ToString()));
        for (var e = exception; e is not null; e = e.InnerException)
        {
            foreach (var property in e.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
            {
                var value = property.GetValue(e);
                var text = value is IDictionary data ? string.Join(' ', data.Keys.Cast<object>().Select(key => $"{key}={data[key]}")) : $"{value}";
                _told.Enqueue((where, $"{e.GetType().Name}.{property.Name} {text}"));
            }

            foreach (var inner in (e as AggregateException)?.InnerExceptions ?? (e as AllModelsFailedException)?.InnerExceptions ?? [])
            {
                if (inner != e.InnerException)
                {
                    Take(where, inner);
                }
            }
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        _events.Dispose();
        Logs.Dispose();
    }

    private void Take(Activity activity)
    {
        var events = activity.Events.Select(e => $"{e.Name} {Text(e.Tags)}");
        _told.Enqueue((
            $"trace {activity.Source.Name}",
            $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString} {Text(activity.TagObjects)} {string.Join(' ', events)}"
            + string.Join(' ', activity.Baggage.Select(item => $"{item.Key}={item.Value}"))));
    }

    private void Take(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _told.Enqueue(($"metric {instrument.Meter.Name}", $"{instrument.Name} {Text(tags.ToArray())}"));

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>Events of HTTP and of the services' libraries.</summary>
    private sealed class Events(EverythingTold told) : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            // .NET's internal diagnostics dump whole requests, and say so; nobody has them on.
            if (!eventSource.Name.StartsWith("Private.", StringComparison.Ordinal)
                && (eventSource.Name.StartsWith("System.", StringComparison.Ordinal) || eventSource.Name.Contains("Azure", StringComparison.Ordinal)
                    || eventSource.Name.Contains("OpenAI", StringComparison.Ordinal) || eventSource.Name.Contains("Anthropic", StringComparison.Ordinal)
                    || eventSource.Name.Contains("Ollama", StringComparison.Ordinal) || eventSource.Name.Contains("ModelRouter", StringComparison.Ordinal))
                && eventSource.Name is not ("System.Threading.Tasks.TplEventSource" or "System.Buffers.ArrayPoolEventSource" or "System.Diagnostics.Eventing.FrameworkEventSource"))
            {
                EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            told?._told.Enqueue(($"event {eventData.EventSource.Name}", $"{eventData.EventName} {eventData.Message} {string.Join(' ', eventData.Payload ?? (IReadOnlyList<object?>)[])}"));
    }

    private sealed class LogKeeper(EverythingTold told) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Category(told, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Category(EverythingTold told, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            told._told.Enqueue(($"log {name}", $"{state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? Text(pairs) : $"{state}";
            told._told.Enqueue(($"log {name}", $"{logLevel} {formatter(state, exception)} {values} {exception}"));
        }
    }
}
