using System.Collections;
using System.Diagnostics;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ModelRouter.Tests;

/// <summary>The OpenTelemetry SDK as an application sets it up, with exporters into memory; and what it got, as text.</summary>
internal sealed class Telemetry : IDisposable
{
    private static readonly ActivitySource Callers = new("ModelRouter.Tests");

    private readonly List<Activity> _spans = [];
    private readonly List<MetricSnapshot> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;

    public Telemetry()
    {
        _tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource("ModelRouter", Callers.Name)
            .AddInMemoryExporter(_spans)
            .Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter("ModelRouter").AddInMemoryExporter(_metrics).Build();
        Caller = Callers.StartActivity("caller")!;
    }

    /// <summary>The span that is current when the router is called.</summary>
    public Activity Caller { get; }

    public IReadOnlyList<Activity> All => _spans;

    /// <summary>The source of spans that belong to neither the router nor its caller.</summary>
    public static ActivitySource Others => Callers;

    /// <summary>The spans below the caller's: a line for each, children further to the right, in the order in which they began.</summary>
    public IReadOnlyList<string> Spans() => [.. Below(Caller.SpanId, "")];

    /// <summary>A line for each point that was measured: a histogram's count and sum, or a value.</summary>
    public IReadOnlyList<string> Points()
    {
        return [.. Metrics().SelectMany(Points).Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<MetricSnapshot> Metrics()
    {
        // What was exported before is in the sums once more.
        _metrics.Clear();
        _metering.ForceFlush();
        return _metrics;
    }

    public void Forget() => _spans.Clear();

    public void Dispose()
    {
        Caller.Dispose();
        _tracing.Dispose();
        _metering.Dispose();
    }

    private IEnumerable<string> Below(ActivitySpanId parent, string indent)
    {
        var children = _spans.Where(s => s.ParentSpanId == parent).OrderBy(s => s.StartTimeUtc).ThenBy(s => s.GetTagItem("modelrouter.attempt"));
        foreach (var span in children)
        {
            Assert.True(span.IsStopped);
            var status = span.Status == ActivityStatusCode.Error ? $" ERROR({span.StatusDescription})" : "";
            yield return $"{indent}{span.Kind} {span.DisplayName}{status} {Text(span.TagObjects)}".TrimEnd();
            foreach (var line in Below(span.SpanId, indent + "  "))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Points(MetricSnapshot metric)
    {
        foreach (var point in metric.MetricPoints)
        {
            var tags = new List<KeyValuePair<string, object?>>();
            foreach (var tag in point.Tags)
            {
                tags.Add(tag);
            }

            var value = metric.MetricType switch
            {
                MetricType.Histogram => $"{point.GetHistogramCount()}x {point.GetHistogramSum():0.######}",
                MetricType.DoubleSum => point.GetSumDouble().ToString("0.######", CultureInfo.InvariantCulture),
                MetricType.DoubleGauge => point.GetGaugeLastValueDouble().ToString("0.######", CultureInfo.InvariantCulture),
                MetricType.LongSum => point.GetSumLong().ToString(CultureInfo.InvariantCulture),
                _ => point.GetGaugeLastValueLong().ToString(CultureInfo.InvariantCulture),
            };
            yield return $"{metric.Name} {value} {Text(tags)}";
        }
    }

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={(t.Key == "modelrouter.call_id" ? "*" : Text(t.Value))}"));

    private static string? Text(object? value) => value switch
    {
        string text => text,
        IEnumerable items => $"[{string.Join(',', items.Cast<object>()).Replace(" ", "", StringComparison.Ordinal)}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
