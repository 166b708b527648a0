using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>What traces and metrics tell of a cascade.</summary>
[Collection(RunsAlone.Name)]
public sealed class CascadeTelemetryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly Telemetry _telemetry = new();

    public void Dispose() => _telemetry.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_escalation_is_measured_and_is_no_fallback(bool stream)
    {
        using var router = Over(Thinking("hm", "wrong"), Thinking("hm, hm", "dear"), FakeVerifier.Wanting("dear"), time: _time);

        await router.AskAsync(stream, Routers.Hello);

        var points = _telemetry.Points();
        Assert.Equal(["modelrouter.escalations 1 modelrouter.check=verifier:judge modelrouter.model=small"], points.Where(p => p.StartsWith("modelrouter.escalations", StringComparison.Ordinal)));
        Assert.DoesNotContain(points, p => p.StartsWith("modelrouter.fallbacks", StringComparison.Ordinal));
        Assert.Contains("modelrouter.attempts 1 modelrouter.model=small modelrouter.outcome=escalated modelrouter.tier=cloud", points);
        Assert.Contains("modelrouter.requests 1 modelrouter.model=large modelrouter.outcome=succeeded modelrouter.tier=cloud", points);

        var request = Assert.Single(_telemetry.All, s => s.OperationName == "modelrouter.chat");
        Assert.Equal((true, false), (request.GetTagItem("modelrouter.escalated"), request.GetTagItem("modelrouter.fallback")));
        var attempts = _telemetry.All.Where(s => s.ParentSpanId == request.SpanId).Select(s => (s.GetTagItem("modelrouter.model"), s.GetTagItem("modelrouter.outcome"), s.GetTagItem("modelrouter.check")));
        Assert.Equal([("large", "succeeded", null), ("small", "escalated", "verifier:judge")], attempts.OrderBy(a => a.Item1 as string, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_time_to_the_first_content_is_that_of_the_thought_that_was_shown_first()
    {
        TimedChatClient small = new(_time, (1, "wrong"), (2, "ly")), large = new(_time, (4, "dear"), (8, "est"));
        using var router = Over(small, large, FakeVerifier.Wanting("dear"), time: _time);

        var held = (await _time.RunAsync(router.AskAsync(stream: true, Routers.Hello), TimeSpan.FromSeconds(0.5))).GetRoutingReceipt()!;

        // Nothing was shown of the first answer: 1 + 2 + 4 seconds.
        Assert.InRange(held.TimeToFirstContent!.Value.TotalSeconds, 7, 12);

        using var thoughtful = Over(Thinking("hm", "wrong"), large, FakeVerifier.Wanting("dear"), time: _time);
        var shown = (await _time.RunAsync(thoughtful.AskAsync(stream: true, Routers.Hello), TimeSpan.FromSeconds(0.5))).GetRoutingReceipt()!;
        Assert.Equal(0, shown.TimeToFirstContent!.Value.TotalSeconds);
    }
}
