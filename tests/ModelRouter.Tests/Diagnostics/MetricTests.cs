using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Metrics;

namespace ModelRouter.Tests;

/// <summary>Reads metrics with the OpenTelemetry SDK: every point with every tag.</summary>
[Collection(RunsAlone.Name)]
public sealed class MetricTests : IDisposable
{
    private const string GaugeName = "modelrouter.endpoint.state";
    private const string BudgetGauge = "modelrouter.budget.used";
    private const string First = "gen_ai.operation.name=chat gen_ai.provider.name=acme gen_ai.request.model=acme-1 modelrouter.model=m0";
    private const string Second = "gen_ai.operation.name=chat gen_ai.provider.name=acme gen_ai.request.model=acme-2 modelrouter.model=m1";
    private const string Succeeded = "modelrouter.outcome=succeeded modelrouter.tier=cloud";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ClockedClient _clients;
    private readonly Telemetry _telemetry = new();

    public MetricTests() => _clients = new(_time);

    public void Dispose() => _telemetry.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failover_is_measured_by_attempt_and_by_request(bool stream)
    {
        using var router = Over(null, _clients.Failing("acme-1", () => new HttpRequestException(HttpRequestError.ConnectionError, "sk-canary")), _clients.Answering("acme-2"));

        await router.AskAsync(stream, Routers.Hello);

        string[] always =
        [
            $"gen_ai.client.operation.duration 1x 1 error.type=unreachable {First} modelrouter.outcome=failed modelrouter.tier=cloud",
            $"gen_ai.client.operation.duration 1x 3 {Second} {Succeeded}",
            $"gen_ai.client.token.usage 1x 10 {Tokens("output")}",
            $"gen_ai.client.token.usage 1x 100 {Tokens("input")}",
            "modelrouter.attempts 1 error.type=unreachable modelrouter.model=m0 modelrouter.outcome=failed modelrouter.tier=cloud",
            $"modelrouter.attempts 1 modelrouter.model=m1 {Succeeded}",
            "modelrouter.cost 0 modelrouter.model=m0 modelrouter.outcome=failed modelrouter.tier=cloud",
            $"modelrouter.cost 0.000106 modelrouter.model=m1 {Succeeded}",
            "modelrouter.fallbacks 1 modelrouter.model=m0 modelrouter.outcome=succeeded",
            $"modelrouter.request.duration 1x 4 modelrouter.model=m1 {Succeeded}",
            $"modelrouter.requests 1 modelrouter.model=m1 {Succeeded}",
        ];
        string[] streamed =
        [
            $"gen_ai.client.operation.time_to_first_chunk 1x 1 {Second} modelrouter.tier=cloud",
            "modelrouter.request.time_to_first_content 1x 3 modelrouter.model=m1 modelrouter.tier=cloud",
        ];
        Assert.Equal((stream ? [.. always, .. streamed] : always).Order(StringComparer.Ordinal), Points());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_shows_how_much_of_it_is_used_by_who_has_used_most(bool stream)
    {
        var options = new ModelRouterOptions();
        options.Budgets.Add(new() { Name = "gauge-all", Window = BudgetWindow.Day, Limit = 1 });
        options.Budgets.Add(new() { Name = "gauge-tenants", Scope = BudgetScope.Tenant, Window = BudgetWindow.Day, Limit = 1 });
        using var router = Over(options, _clients.Answering("acme-1"));

        foreach (var tenant in (string[])["a", "b", "b"])
        {
            await router.AskAsync(stream, Routers.Hello, new() { AdditionalProperties = new() { ["modelrouter.tenant"] = tenant } });
        }

        // Each call costs US$ 0.000106 of 1.
        Assert.Equal(
            [$"{BudgetGauge} 0.000318 modelrouter.budget=gauge-all", $"{BudgetGauge} 0.000212 modelrouter.budget=gauge-tenants"],
            _telemetry.Points().Where(p => p.StartsWith(BudgetGauge, StringComparison.Ordinal) && p.Contains("=gauge-", StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_abandoned_stream_is_measured_without_tokens_that_are_only_estimated()
    {
        using var router = Over(null, _clients.Answering("acme-1"));

        await foreach (var update in router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            break;
        }

        const string Cancelled = "modelrouter.model=m0 modelrouter.outcome=cancelled modelrouter.tier=cloud";
        Assert.Equal(
            [
                $"gen_ai.client.operation.duration 1x 2 {First[..First.IndexOf(" modelrouter", StringComparison.Ordinal)]} {Cancelled}",
                $"gen_ai.client.operation.time_to_first_chunk 1x 1 {First} modelrouter.tier=cloud",
                $"modelrouter.attempts 1 {Cancelled}",
                $"modelrouter.cost 0.000018 {Cancelled}",
                $"modelrouter.request.duration 1x 2 {Cancelled}",
                "modelrouter.request.time_to_first_content 1x 2 modelrouter.model=m0 modelrouter.tier=cloud",
                $"modelrouter.requests 1 {Cancelled}",
            ],
            Points());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_goes_to_no_model_is_counted_without_one(bool stream)
    {
        using var router = Over(null, _clients.Answering("acme-1"));

        await Assert.ThrowsAsync<UnknownModelException>(() => router.AskAsync(stream, Routers.Hello, new() { ModelId = "sk-canary" }));

        Assert.Equal(
            [
                "modelrouter.request.duration 1x 0 error.type=unknown_model modelrouter.outcome=not_routed",
                "modelrouter.requests 1 error.type=unknown_model modelrouter.outcome=not_routed",
            ],
            Points());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Models_that_are_passed_over_and_entries_that_the_ledger_did_not_take_are_counted(bool stream)
    {
        var limited = Routers.Profile("m0", 0.9) with { Limits = new() { RequestsPerMinute = 1 } };
        using var router = new ModelRouterChatClient(
            [new(limited, _clients.Answering("acme-1")), Routers.Endpoint("m1", _clients.Answering("acme-2"))],
            ledger: new BrokenLedger(),
            timeProvider: _time);

        await router.AskAsync(stream, Routers.Hello);
        await router.AskAsync(stream, Routers.Hello);

        Assert.Equal(
            ["modelrouter.ledger.failures 2 ", "modelrouter.skips 1 modelrouter.model=m0 modelrouter.rule=rate-limit"],
            Points().Where(p => p.StartsWith("modelrouter.ledger", StringComparison.Ordinal) || p.StartsWith("modelrouter.skips", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_gauge_tells_the_state_of_each_endpoint_until_its_router_is_disposed()
    {
        var options = new ModelRouterOptions { Health = { FailureThreshold = 1, Jitter = 0 } };
        var failing = Routers.Endpoint("gauge-1", _clients.Failing("acme-1", () => new IOException()), 0.9);
        using (var router = new ModelRouterChatClient([failing, Routers.Endpoint("gauge-2", _clients.Answering("acme-2"))], options, timeProvider: _time))
        {
            await router.AskAsync(stream: false, Routers.Hello);
            Assert.Equal(["gauge-1 open", "gauge-2 closed"], States());

            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(["gauge-1 half_open", "gauge-2 closed"], States());

            // Another router with a model of the same id: the worst state counts.
            using var other = new ModelRouterChatClient([Routers.Endpoint("gauge-1", _clients.Answering("acme-3"))]);
            Assert.Equal(["gauge-1 half_open", "gauge-2 closed"], States());
        }

        Assert.Empty(States());
    }

    [Fact]
    public async Task Histograms_have_the_buckets_of_the_conventions_and_every_instrument_a_unit_and_a_description()
    {
        using var router = Over(null, _clients.Failing("acme-1", () => new IOException()), _clients.Answering("acme-2"));
        await router.AskAsync(stream: true, Routers.Hello);

        var metrics = _telemetry.Metrics();

        double[] seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, double.PositiveInfinity];
        double[] tokens = [.. Enumerable.Range(0, 14).Select(i => Math.Pow(4, i)), double.PositiveInfinity];
        var histograms = metrics.Where(m => m.MetricType == MetricType.Histogram).ToDictionary(m => m.Name, Bounds, StringComparer.Ordinal);
        Assert.Equal(5, histograms.Count);
        Assert.All(histograms, h => Assert.Equal(h.Key == "gen_ai.client.token.usage" ? tokens : seconds, h.Value));
        Assert.All(metrics, m => Assert.False(string.IsNullOrEmpty(m.Unit) || string.IsNullOrEmpty(m.Description), m.Name));
        Assert.All(metrics, m => Assert.Equal("ModelRouter 0.1.0", $"{m.MeterName} {m.MeterVersion}"));
    }

    private static double[] Bounds(MetricSnapshot metric)
    {
        var bounds = new List<double>();
        foreach (var bucket in metric.MetricPoints[0].GetHistogramBuckets())
        {
            bounds.Add(bucket.ExplicitBound);
        }

        return [.. bounds];
    }

    private static string Tokens(string type) =>
        Second.Replace("gen_ai.request.model=acme-2", $"gen_ai.request.model=acme-2 gen_ai.token.type={type}", StringComparison.Ordinal) + " modelrouter.tier=cloud";

    /// <summary>All but the gauges'.</summary>
    private IEnumerable<string> Points() => _telemetry.Points()
        .Where(p => !p.StartsWith(GaugeName, StringComparison.Ordinal) && !p.StartsWith(BudgetGauge, StringComparison.Ordinal));

    /// <summary>The state of each model, which has to be one.</summary>
    private IEnumerable<string> States()
    {
        // Routers that other tests left behind may still be there.
        var points = _telemetry.Points().Where(p => p.StartsWith(GaugeName, StringComparison.Ordinal) && p.Contains("=gauge-", StringComparison.Ordinal));
        return points.Select(p => p.Split(' ', '=')).Where(p => p[1] == "1").Select(p => $"{p[3]} {p[5]}");
    }

    private ModelRouterChatClient Over(ModelRouterOptions? options, params FakeChatClient[] clients) =>
        new(clients.Select((c, i) => Routers.Endpoint($"m{i}", c, 0.9 - (0.1 * i))), options, timeProvider: _time);

    private sealed class BrokenLedger : ISpendLedger
    {
        public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default) => throw new IOException("disk full");
    }
}
