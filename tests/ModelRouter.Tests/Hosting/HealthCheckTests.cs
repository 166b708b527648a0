using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Asks a real web application for its health.</summary>
public sealed class HealthCheckTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly FakeChatClient _first = FakeChatClient.Saying("first");
    private readonly FakeChatClient _second = FakeChatClient.Saying("second");
    private readonly SwitchedLedger _ledger = new();
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddModelRouter(router => router
            .AddModel(Routers.Profile("m0", 0.9), _first)
            .AddModel(Routers.Profile("m1", 0.8), _second)
            .UseLedger(_ledger)
            .Configure(o => (o.Health.FailureThreshold, o.Health.Jitter, o.Execution.OpenWait) = (1, 0, TimeSpan.Zero)));
        builder.Services.AddHealthChecks().AddModelRouter();
        builder.Services.AddHealthChecks().AddModelRouter("lenient", HealthStatus.Degraded, ["lenient"]);
        _app = builder.Build();
        _app.MapHealthChecks("/health", new() { Predicate = check => check.Tags.Count == 0 });
        _app.MapHealthChecks("/lenient", new() { Predicate = check => check.Tags.Contains("lenient") });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = new(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Healthy_while_all_models_are_available() =>
        await AssertHealthAsync("200 Healthy", "All models are available.");

    [Fact]
    public async Task Degraded_while_a_model_cools_down_and_until_it_has_been_probed()
    {
        await FailAsync(_first);
        await AssertHealthAsync("200 Degraded", "m0 cools down until 1970-01-01 00:00:10Z.", ("m0", "cools down until 1970-01-01 00:00:10Z"));

        _time.Advance(TimeSpan.FromSeconds(10));
        await AssertHealthAsync("200 Degraded", "m0 has cooled down, and the next request probes it.", ("m0", "has cooled down, and the next request probes it"));

        await AskAsync();
        await AssertHealthAsync("200 Healthy", "All models are available.");
    }

    [Fact]
    public async Task Unhealthy_while_all_models_cool_down()
    {
        await FailAsync(_first, _second);
        await AssertHealthAsync(
            "503 Unhealthy",
            "No model is available. m0 cools down until 1970-01-01 00:00:10Z. m1 cools down until 1970-01-01 00:00:10Z.",
            ("m0", "cools down until 1970-01-01 00:00:10Z"),
            ("m1", "cools down until 1970-01-01 00:00:10Z"));
        Assert.Equal("Degraded", await _http.GetStringAsync("/lenient", TestContext.Current.CancellationToken));

        // Back by itself: who is unhealthy gets no requests that could show it well.
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Degraded", await _http.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Unhealthy_while_the_ledger_takes_nothing()
    {
        _ledger.IsBroken = true;
        await AskAsync();
        await AssertHealthAsync("503 Unhealthy", "The ledger didn't take the last entry.");

        _ledger.IsBroken = false;
        await AskAsync();
        await AssertHealthAsync("200 Healthy", "All models are available.");
    }

    [Fact]
    public async Task A_ledgers_failure_is_forgotten_after_a_minute_without_requests()
    {
        _ledger.IsBroken = true;
        await AskAsync();

        _time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _http.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await AssertHealthAsync("200 Healthy", "All models are available.");
    }

    private async Task FailAsync(params FakeChatClient[] clients)
    {
        var updates = clients.Select(c => c.Updates).ToArray();
        Array.ForEach(clients, c => c.Updates = (_, _, _) => throw new IOException());
        await Record.ExceptionAsync(AskAsync);
        for (var i = 0; i < clients.Length; i++)
        {
            clients[i].Updates = updates[i];
        }
    }

    private Task AskAsync() => _app.Services.GetRequiredService<ModelRouterChatClient>().AskAsync(stream: false, Routers.Hello);

    private async Task AssertHealthAsync(string answer, string description, params (string Model, string Problem)[] data)
    {
        using var response = await _http.GetAsync("/health", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(answer, $"{(int)response.StatusCode} {text}");

        var report = await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        var entry = report.Entries["modelrouter"];
        Assert.Equal(description, entry.Description);
        Assert.Equal(data, entry.Data.Select(d => (d.Key, (string)d.Value)));
    }

    private sealed class SwitchedLedger : ISpendLedger
    {
        public bool IsBroken { get; set; }

        public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default) =>
            IsBroken ? ValueTask.FromException(new IOException("disk full")) : ValueTask.CompletedTask;
    }
}
