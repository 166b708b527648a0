using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>What a change of configuration changes, and what one that can't be used doesn't.</summary>
[Collection(RunsAlone.Name)]
public sealed class ReloadTests : IAsyncDisposable
{
    private const string Start = """
        { "ModelRouter": {
            "Models": {
              "m0": { "Provider": "fake", "Tier": "Cloud", "Quality": 0.9, "Price": { "InputPerMillion": 1, "OutputPerMillion": 2 }, "Limits": { "MaxConcurrency": 9 } },
              "m1": { "Provider": "fake", "Tier": "Cloud", "Quality": 0.1, "Unpriced": true, "Settings": { "Secret": "s3cret" } } },
            "Routing": { "Worth": 1 },
            "Health": { "FailureThreshold": 3 },
            "Policy": { "Rules": [ { "Name": "one", "Deny": { "Models": ["m1"] } } ] } } }
        """;

    private const string ThePolicy = "\"Policy\": { \"Rules\": [ { \"Name\": \"one\", \"Deny\": { \"Models\": [\"m1\"] } } ] }";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ListLogger<ModelRouterChatClient> _logger = new();
    private readonly ChangingSource _source = new(Start);
    private readonly FakeProvider _models = new();
    private readonly ServiceProvider _services;
    private readonly ModelRouterChatClient _router;

    public ReloadTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<ILogger<ModelRouterChatClient>>(_logger);
        services.AddLogging();
        services.AddModelRouter(
            new ConfigurationBuilder().Add(_source).Build(),
            b => b.AddProvider(_models).AddModel(Routers.Profile("code", 0.01), FakeChatClient.Saying("code")).Configure(o => o.WaitPricePerSecond = 0.5m));
        services.AddHealthChecks().AddModelRouter();
        _services = services.BuildServiceProvider();
        _router = _services.GetRequiredService<ModelRouterChatClient>();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_change_is_in_effect_for_the_next_call()
    {
        Assert.Equal("m0, code for 1", Decide());

        Change(("\"m1\"] }", "\"m0\", \"code\"] }"), ("\"Worth\": 1", "\"Worth\": 7"), ("\"one\"", "\"two\""), ("\"Quality\": 0.1", "\"Quality\": 0.2, \"Clearance\": \"Public\""));

        Assert.Equal("m1 for 7", Decide());
        var decision = _router.Route(Routers.Hello);
        Assert.Equal(["two"], decision.PolicyRules);
        Assert.Equal(DataClass.Public, _router.Endpoints[1].Profile.Clearance);
        Assert.Equal("from m1", (await _router.AskAsync(stream: true, Routers.Hello)).Text);
        Assert.Equal([(LogLevel.Information, 9, "The configuration has changed and is in effect, with 1 policy rules.")], _logger.Entries.Where(e => e.Id is 9 or 10));

        // What code has changed of the options, it changes each time.
        Assert.Equal(-0.5m * (decimal)decision.Ranking[0].Latency.TotalSeconds, decision.Ranking[0].Value - (7 * (decimal)decision.Ranking[0].SuccessProbability));
        Assert.Equal(2, _models.Clients.Count);
    }

    [Fact]
    public void That_there_are_no_rules_any_more_is_a_change_where_it_is_said()
    {
        Change((ThePolicy, "\"Policy\": { \"Rules\": [] }"));

        Assert.Equal("m0, m1, code for 1", Decide());
        Assert.Contains(_logger.Entries, static e => e.Text == "The configuration has changed and is in effect, with 0 policy rules.");
    }

    [Fact]
    public void Cascades_are_switched_while_the_router_runs()
    {
        var json = new ChatOptions { ResponseFormat = ChatResponseFormat.Json };
        Assert.Null(_router.Route(Routers.Hello, json).Cascade);

        Change(("\"Health\"", "\"Cascade\": { \"Mode\": \"Always\" }, \"Health\""));

        Assert.Equal("code", _router.Route(Routers.Hello, json).Cascade?.First);
        Assert.Equal(["schema"], _router.Route(Routers.Hello, json).Cascade!.Checks);
    }

    [Fact]
    public async Task New_prices_are_what_the_next_call_costs_and_limits_and_health_are_kept()
    {
        var before = _router.Endpoints[0];
        before.Health.ReportFailure(0);
        Change(("\"OutputPerMillion\": 2", "\"OutputPerMillion\": 2, \"PerRequest\": 5"), ("\"Worth\": 1", "\"Worth\": 100"));

        Assert.InRange((await _router.AskAsync(false, Routers.Hello)).GetRoutingReceipt()!.Cost, 5, 6);
        Assert.NotSame(before, _router.Endpoints[0]);
        Assert.Same(before.Health, _router.Endpoints[0].Health);
        Assert.Same(before.Gate, _router.Endpoints[0].Gate);
        Assert.NotNull(before.Gate);
        _router.Dispose();
        Assert.All(_models.Clients, c => Assert.Equal(1, c.Disposals));
    }

    [Theory]
    [InlineData("\"Deny\"", "\"Denny\"", "ModelRouter:Policy:Rules:0:Denny: The key 'Denny' is unknown. Did you mean 'Deny'?")]
    [InlineData("\"m1\"] }", "\"m7\"] }", "ModelRouter:Policy:Rules:0:Deny:Models:0: There is no model 'm7'.")]
    [InlineData("\"m1\"] }", "\"m0\", \"m1\", \"code\"] }", "ModelRouter:Policy:Rules:0:Deny: No model may ever serve any request.")]
    [InlineData("\"Worth\": 1", "\"Worth\": 0", "ModelRouter:Routing:Worth: '0' is not allowed; it must be a number greater than 0")]
    [InlineData("\"Quality\": 0.9", "\"Quality\": 9", "ModelRouter:Models:m0:Quality: '9' is not allowed")]
    [InlineData("\"m1\": {", "\"m2\": {", "ModelRouter:Models:m2: The model 'm2' was added. That takes a restart, and until then nothing of the changed configuration is in effect.")]
    [InlineData("\"m1\": {", "\"M1\": { \"Tier\": \"Cloud\" }, \"x\": {", "ModelRouter:Models:x: The model 'x' was added.")]
    [InlineData("s3cret", "an0ther", "ModelRouter:Models:m1:Settings: Settings has changed. That takes a restart")]
    [InlineData("\"MaxConcurrency\": 9", "\"MaxConcurrency\": 8", "ModelRouter:Models:m0:Limits: Limits has changed.")]
    [InlineData("\"FailureThreshold\": 3", "\"FailureThreshold\": 4", "ModelRouter:Health: Health has changed.")]
    [InlineData("\"Quality\": 0.9", "\"ProviderModel\": \"x\"", "ModelRouter:Models:m0:ProviderModel: ProviderModel has changed.")]
    [InlineData(ThePolicy, "\"Execution\": {}", "ModelRouter:Policy: Policy was removed. That takes a restart, and until then nothing of the changed configuration is in effect.")]
    [InlineData("\"ModelRouter\"", "\"ModelRuoter\"", "ModelRouter: The section is missing")]
    [InlineData("\"Policy\"", "\"Plicy\"", "ModelRouter:Plicy: The key 'Plicy' is unknown.")]
    public async Task What_can_not_be_used_changes_nothing_and_is_told(string right, string wrong, string error)
    {
        using var counter = new ReloadCounter();
        var before = Decide();

        _time.Advance(TimeSpan.FromMinutes(1));
        Change((right, wrong), ("\"OutputPerMillion\": 2", "\"OutputPerMillion\": 3"));
        Assert.Equal(before, Decide());
        Assert.Equal(2, _router.Endpoints[0].Profile.Pricing.OutputPerMillion);
        var (status, description) = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.StartsWith($"The policy is stuck on the last known good one since 1970-01-01 00:01:00Z: {error}", description, StringComparison.Ordinal);
        Assert.DoesNotContain("an0ther", description, StringComparison.Ordinal);
        var (level, _, text) = Assert.Single(_logger.Entries, e => e.Id is 9 or 10);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(error, text, StringComparison.Ordinal);

        // A second wrong one is told, too; since when it is stuck stays true.
        _time.Advance(TimeSpan.FromMinutes(1));
        Change((right, wrong), ("\"OutputPerMillion\": 2", "\"OutputPerMillion\": 4"));
        Assert.StartsWith("The policy is stuck on the last known good one since 1970-01-01 00:01:00Z", (await HealthAsync()).Description, StringComparison.Ordinal);

        Change(("\"OutputPerMillion\": 2", "\"OutputPerMillion\": 5"));
        Assert.Equal((HealthStatus.Healthy, "All models are available."), await HealthAsync());
        Assert.Equal(5, _router.Endpoints[0].Profile.Pricing.OutputPerMillion);
        Assert.Equal(right == "\"ModelRouter\"" ? ["rejected", "applied"] : ["rejected", "rejected", "applied"], counter.Outcomes);
    }

    [Fact]
    public async Task A_removed_model_takes_a_restart_too()
    {
        const string Only = """{ "ModelRouter": { "Models": { "m0": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true, "Limits": { "MaxConcurrency": 9 } } } } }""";
        _source.Change(Only);
        Assert.Contains("The model 'm1' was removed. That takes a restart", (await HealthAsync()).Description, StringComparison.Ordinal);
        Assert.Equal("m0, code for 1", Decide());
    }

    [Fact]
    public void A_policy_that_came_while_the_router_ran_does_not_go_either()
    {
        // In a source of its own, which need not be a file.
        var (models, policy) = (new ChangingSource(Start.Replace(ThePolicy, "\"Execution\": {}", StringComparison.Ordinal)), new ChangingSource("{}"));
        var services = new ServiceCollection();
        services.AddModelRouter(new ConfigurationBuilder().Add(models).Add(policy).Build(), static b => b.AddProvider(new FakeProvider()));
        using var provider = services.BuildServiceProvider();
        var router = provider.GetRequiredService<ModelRouterChatClient>();
        Assert.Empty(router.Route(Routers.Hello).PolicyRules);

        const string Rule = """{ "ModelRouter": { "Policy": { "Rules": [ { "Name": "late", "Deny": { "Models": ["m1"] } } ] } } }""";
        policy.Change(Rule);
        Assert.Equal(["late"], router.Route(Routers.Hello).PolicyRules);

        policy.Change("{}");
        Assert.Equal(["late"], router.Route(Routers.Hello).PolicyRules);
        Assert.StartsWith("ModelRouter: ChangingSource told something of it and is empty now", router.Reload!.Failure!.Error, StringComparison.Ordinal);

        policy.Change(Rule.Replace("late", "later", StringComparison.Ordinal));
        Assert.Equal(["later"], router.Route(Routers.Hello).PolicyRules);
        Assert.Null(router.Reload.Failure);
    }

    [Theory]
    [InlineData("2", false)]
    [InlineData("4", true)]
    public void What_code_has_set_is_missed_where_no_source_tells_it_any_more(string worth, bool isMissed)
    {
        // .NET's setter writes into every source, as that of a file that isn't there, which forgets it when it is read again.
        var (settings, absent) = (new ChangingSource(Start), new ChangingSource("{}"));
        var configuration = new ConfigurationBuilder().Add(settings).Add(absent).Build();
        configuration["ModelRouter:Routing:Worth"] = "2";
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, static b => b.AddProvider(new FakeProvider()));
        using var provider = services.BuildServiceProvider();
        var router = provider.GetRequiredService<ModelRouterChatClient>();

        settings.Change(Start.Replace("\"Worth\": 1", $"\"Worth\": {worth}", StringComparison.Ordinal).Replace("\"OutputPerMillion\": 2", "\"OutputPerMillion\": 3", StringComparison.Ordinal), isSignalled: false);
        absent.Change("{}");
        Assert.Equal(isMissed, router.Reload!.Failure is not null);
        Assert.Equal((2, isMissed ? 2 : 3), (router.Route(Routers.Hello).Worth, router.Endpoints[0].Profile.Pricing.OutputPerMillion));

        // What still stands is changed as any.
        settings.Change(Start.Replace("\"Worth\": 1", "\"Worth\": 7", StringComparison.Ordinal));
        Assert.Equal(isMissed ? 2 : 7, router.Route(Routers.Hello).Worth);
    }

    [Fact]
    public async Task A_change_that_nobody_signalled_is_found_when_somebody_asks_for_the_health()
    {
        // That is how .NET's file sources behave when a file is no JSON any more.
        _source.Change("{}", isSignalled: false);
        Assert.DoesNotContain(_logger.Entries, e => e.Id == 10);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);
        }

        Assert.Single(_logger.Entries, e => e.Id == 10);
        Assert.Equal("m0, code for 1", Decide());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_ends_under_the_policy_that_it_began_with(bool stream)
    {
        Change(("\"m1\"] }", "\"code\"] }"));
        var gate = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        _models.Clients[0].Before = _ =>
        {
            arrived.SetResult();
            return gate.Task;
        };
        _models.Clients[0].Updates = (_, _, _) => throw new IOException();

        var asked = _router.AskAsync(stream, Routers.Hello);
        await arrived.Task;
        Change(("\"m1\"] }", "\"m0\", \"m1\"] }"), ("\"one\"", "\"two\""));
        gate.SetResult();

        // The fallback is the one that the old policy permitted.
        var response = await asked;
        Assert.Equal(("from m1", "one"), (response.Text, Assert.Single(response.GetRoutingReceipt()!.Decision.PolicyRules)));
        Assert.Equal("code", (await _router.AskAsync(stream, Routers.Hello)).Text);
    }

    [Theory]
    [InlineData("is in effect")]
    [InlineData("can't be used")]
    [InlineData(null)]
    public async Task What_is_in_effect_does_not_hang_on_who_is_told_of_it(string? word)
    {
        var services = new ServiceCollection();
        var source = new ChangingSource(Start);
        var logger = new ThrowingLogger<ModelRouterChatClient>(word ?? "nothing", times: 2);
        services.AddSingleton<ILogger<ModelRouterChatClient>>(logger);
        services.AddLogging();
        services.AddModelRouter(new ConfigurationBuilder().Add(source).Build(), static b => b.AddProvider(new FakeProvider()));
        await using var provider = services.BuildServiceProvider();
        var router = provider.GetRequiredService<ModelRouterChatClient>();
        using var counter = new ReloadCounter { Throws = word is null };

        source.Change(Start.Replace("\"Worth\": 1", "\"Worth\": 2", StringComparison.Ordinal));
        Assert.Equal(2, router.Route(Routers.Hello).Worth);
        Assert.Null(router.Reload!.Failure);
        source.Change(Start.Replace("\"Worth\": 1", "\"Worth\": 0", StringComparison.Ordinal));
        Assert.Equal(2, router.Route(Routers.Hello).Worth);
        Assert.NotNull(router.Reload.Failure);
        source.Change(Start.Replace("\"Worth\": 1", "\"Worth\": 3", StringComparison.Ordinal));
        Assert.Equal(3, router.Route(Routers.Hello).Worth);
        Assert.Null(router.Reload.Failure);
        Assert.Equal(["applied", "rejected", "applied"], counter.Outcomes);
        Assert.Equal(word is null ? 0 : word == "is in effect" ? 2 : 1, logger.Thrown);
    }

    [Fact]
    public void After_its_end_a_router_hears_of_no_change()
    {
        _router.Dispose();
        Change(("\"Worth\": 1", "\"Worth\": 7"));
        Assert.Equal("m0, code for 1", Decide());
        Assert.DoesNotContain(_logger.Entries, e => e.Id is 9 or 10);
    }

    private void Change(params (string Right, string Wrong)[] edits)
    {
        var json = Start;
        foreach (var (right, wrong) in edits)
        {
            Assert.Contains(right, json, StringComparison.Ordinal);
            json = json.Replace(right, wrong, StringComparison.Ordinal);
        }

        _source.Change(json);
    }

    private string Decide()
    {
        var decision = _router.Route(Routers.Hello);
        return $"{string.Join(", ", decision.Ranking.Select(r => r.Model))} for {decision.Worth}";
    }

    private async Task<(HealthStatus Status, string? Description)> HealthAsync()
    {
        var report = await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return (report.Status, report.Entries["modelrouter"].Description);
    }

    private sealed class ReloadCounter : IDisposable
    {
        private readonly MeterListener _listener = new();

        public ReloadCounter()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "modelrouter.configuration.reloads")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                Outcomes.Add((string)tags[0].Value!);
                if (Throws)
                {
                    throw new IOException("The collector is gone.");
                }
            });
            _listener.Start();
        }

        public bool Throws { get; init; }

        public List<string> Outcomes { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
