using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Storage.Tests;

/// <summary>What a router that learns does with its store, whichever database that is: across restarts, outages and other processes.</summary>
public abstract class StoredLearningContract : OutcomeStoreTests
{
    private protected StoredLearningContract(OutcomeDatabase database)
        : base(database)
    {
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_goes_on_after_a_restart_with_what_it_has_learned(bool stream)
    {
        double before;
        Guid last;
        await using (var services = await ServicesAsync())
        {
            var client = services.GetRequiredService<IChatClient>();
            var learner = services.GetRequiredService<OutcomeLearner>();
            before = Chance(services);
            for (var i = 0; i < 20; i++)
            {
                Assert.True(await learner.RecordAsync(await AskAsync(client, stream, i), 0, cancellationToken: Ct));
            }

            last = (await AskAsync(client, stream, 20)).CallId;
        }

        await using var restarted = await ServicesAsync();
        Assert.True(Chance(restarted) < before);
        var known = restarted.GetRequiredService<OutcomeLearner>();
        Assert.Equal(20, known.Count);
        Assert.True(await known.RecordAsync(last, 1, cancellationToken: Ct));
        await known.ResetAsync(Ct);
        Assert.Equal(before, Chance(restarted), 1e-9);

        await Database.AssertNowhereAsync("snow");
    }

    /// <summary>Users in turns; none for a service that names its tenant alone.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    public async Task What_few_voices_tell_is_learned_and_kept(bool stream, int users)
    {
        double before;
        await using (var services = await ServicesAsync())
        {
            var client = services.GetRequiredService<IChatClient>();
            var learner = services.GetRequiredService<OutcomeLearner>();
            before = Chance(services);
            for (var i = 0; i < 21; i++)
            {
                Assert.True(await learner.RecordAsync(await AskAsync(client, stream, i, users == 0 ? null : $"user {i % users}", "acme"), 0, cancellationToken: Ct));
            }

            Assert.Equal(21, learner.Count);
        }

        await using var store = await OpenAsync();
        Assert.Equal(21, (await store.LoadAsync(Ct)).Count);
        await using var restarted = await ServicesAsync();
        Assert.Equal(21, restarted.GetRequiredService<OutcomeLearner>().Count);
        Assert.True(Chance(restarted) < before);
    }

    [Fact]
    public async Task What_another_process_tells_is_learned_by_one_that_runs_and_so_is_a_reset()
    {
        var time = new FakeTimeProvider();
        await using var services = await ServicesAsync(time);
        var learner = services.GetRequiredService<OutcomeLearner>();
        await using var store = await OpenAsync();
        var calls = Enumerable.Range(0, 24).Select(static i => Call(i, model: "a")).ToList();
        await store.RememberAsync(calls, Ct);
        var before = Chance(services);

        await TellAsync(0, calls[..4]);
        await UntilAsync(time, () => learner.Count == 4);
        Assert.Equal(before, Chance(services));
        await TellAsync(0, calls[4..]);
        await UntilAsync(time, () => learner.Count == 24);
        await UntilAsync(time, () => Chance(services) < before);

        await store.ResetAsync(Ct);
        await UntilAsync(time, () => learner.Count == 0);
        Assert.Equal(before, Chance(services));
    }

    [Fact]
    public async Task A_process_tells_its_own_labels_beside_another_s_and_neither_is_lost()
    {
        var time = new FakeTimeProvider();
        await using var services = await ServicesAsync(time);
        var learner = services.GetRequiredService<OutcomeLearner>();
        await using var store = await OpenAsync();
        var calls = Enumerable.Range(0, 12).Select(static i => Call(i, model: "a")).ToList();
        await store.RememberAsync(calls, Ct);
        await Task.WhenAll(
            TellAsync(1, calls[..6]),
            Task.Run(async () =>
            {
                foreach (var call in calls[6..])
                {
                    Assert.True(await learner.RecordAsync(call.CallId, 0.5, cancellationToken: Ct));
                }
            }, Ct));
        await UntilAsync(time, () => learner.Count == 12);
        Assert.Equal(12, (await store.LoadAsync(Ct)).Count);
    }

    [Fact]
    public async Task A_store_that_fails_is_asked_again_and_told_what_it_missed()
    {
        var (time, log) = (new FakeTimeProvider(), new Lines());
        var store = await OpenAsync();
        await using var learner = await OutcomeLearner.OpenAsync(store, logger: log, timeProvider: time, cancellationToken: Ct);
        var call = Call(1);
        await store.RememberAsync([call], Ct);
        await Database.ExecuteAsync("ALTER TABLE outcome_revision RENAME TO away");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => learner.RecordAsync(call.CallId, 1, cancellationToken: Ct));
        Assert.Equal(1, learner.Count);
        await UntilAsync(time, () => log.Count > 0);
        time.Advance(TimeSpan.FromMinutes(5));
        await Database.ExecuteAsync("ALTER TABLE away RENAME TO outcome_revision");
        await UntilAsync(time, () => log.Count > 1);

        // However often it failed, that is told once, and once that it is over.
        Assert.Equal("Warning Information", string.Join(' ', log));
        Assert.Equal(1, learner.Count);
        Assert.Single(await store.LoadAsync(Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_starts_without_its_store_and_learns_what_that_has_kept_as_soon_as_it_answers(bool stream)
    {
        var (time, log) = (new FakeTimeProvider(), new Lines());
        await using (var store = await OpenAsync())
        {
            foreach (var call in Enumerable.Range(0, 24).Select(static i => Call(i, model: "a")))
            {
                await store.SaveAsync(new(call, OutcomeKind.Verifier, 0), [], Ct);
            }
        }

        await using var services = await ServicesAsync(time, log);
        OutcomeLearner learner;
        double before;
        Guid unlabelled;
        await using (await Database.TakeAwayAsync())
        {
            before = Chance(services);
            learner = services.GetRequiredService<OutcomeLearner>();
            var client = services.GetRequiredService<IChatClient>();
            for (var i = 0; i < 12; i++)
            {
                Assert.True(await learner.RecordAsync(await AskAsync(client, stream, i, "one"), 0, cancellationToken: Ct));
            }

            unlabelled = (await AskAsync(client, stream, 12)).CallId;
        }

        // One person's ten beside the others': those that don't count are kept all the same.
        await UntilAsync(time, () => log.Count == 3);
        Assert.Equal("Information Information Warning", string.Join(' ', log.Order()));
        Assert.Equal(LogLevel.Warning, log.First());
        Assert.Equal(34, learner.Count);
        Assert.True(Chance(services) < before);
        await using var again = await OpenAsync();
        Assert.Equal(36, (await again.LoadAsync(Ct)).Count);
        Assert.NotNull(await again.FindAsync(unlabelled, Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waits_for_a_store_that_has_not_answered_is_offered_to_it_when_the_router_ends(bool stream)
    {
        await Database.TargetAsync();
        await using (var services = await ServicesAsync(new FakeTimeProvider()))
        {
            await using (await Database.TakeAwayAsync())
            {
                var receipt = await AskAsync(services.GetRequiredService<IChatClient>(), stream, 0);
                Assert.True(await services.GetRequiredService<OutcomeLearner>().RecordAsync(receipt, 1, cancellationToken: Ct));
            }
        }

        await using var store = await OpenAsync();
        Assert.Single(await store.LoadAsync(Ct));
    }

    [Fact]
    public async Task Learning_is_off_unless_configured()
    {
        await using var services = await ServicesAsync(("Learning:Enabled", "false"));
        Assert.Null(services.GetService<OutcomeLearner>());
        Assert.Null(services.GetRequiredService<ModelRouterChatClient>().Learner);
    }

    [Theory]
    [InlineData("Learning:Store", "sqlit", "sqlite")]
    [InlineData("Learning:Pth", "x", "Learning:Pth")]
    [InlineData("Learning:SourceShare", "2", "Learning:SourceShare")]
    [InlineData("Learning:Enabled", "yes", "Learning:Enabled")]
    [InlineData("Learning:Refresh", "00:00:00.5", "Learning:Refresh")]
    public async Task What_is_wrong_in_the_section_is_named(string key, string value, string told)
    {
        await using var services = await ServicesAsync((key, value));
        var wrong = Assert.Throws<ModelRouterConfigurationException>(services.GetRequiredService<ModelRouterChatClient>);
        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>Gives feedback from another process, as <c>modelrouter feedback</c> does.</summary>
    private async Task TellAsync(double outcome, IEnumerable<LearnableCall> calls)
    {
        using var other = ChildProcess.Start([OutcomeWorker.Argument, Database.Kind, await Database.TargetAsync(), $"{outcome}", .. calls.Select(static call => $"{call.CallId}")]);
        await other.WaitForExitAsync(Ct);
        Assert.Equal(0, other.ExitCode);
    }

    private static async Task<RoutingReceipt> AskAsync(IChatClient client, bool stream, int i, string? user = null, string? tenant = null)
    {
        var options = new ChatOptions().WithTenant(tenant).WithUser(user);
        ChatMessage[] prompt = [new(ChatRole.User, $"{Tasks[i % Tasks.Length]} {Subjects[i / Tasks.Length]} in the first snow.")];
        var response = stream ? await client.GetStreamingResponseAsync(prompt, options, Ct).ToChatResponseAsync(Ct) : await client.GetResponseAsync(prompt, options, Ct);
        return response.GetRoutingReceipt()!;
    }

    private static double Chance(ServiceProvider services) => services.GetRequiredService<ModelRouterChatClient>()
        .Route([new(ChatRole.User, "Write a short poem about the last snow of the year.")]).Ranking[0].SuccessProbability;

    private Task<ServiceProvider> ServicesAsync(params (string Key, string Value)[] changes) => ServicesAsync(TimeProvider.System, log: null, changes);

    private async Task<ServiceProvider> ServicesAsync(TimeProvider time, Lines? log = null, params (string Key, string Value)[] changes)
    {
        var settings = await Database.SettingsAsync();
        settings["ModelRouter:Learning:Enabled"] = "true";
        foreach (var (key, value) in changes)
        {
            settings[$"ModelRouter:{key}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton(time).AddSingleton<IConfiguration>(configuration);
        if (log is not null)
        {
            services.AddSingleton<ILogger<OutcomeLearner>>(log);
        }

        services.AddModelRouter(
            configuration,
            router => router.AddStorage().AddModel(
                new() { Id = "a", Tier = ModelTier.Cloud, Quality = 0.6, Clearance = DataClass.Confidential, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 } },
                new EchoClient()));
        return services.BuildServiceProvider();
    }

    private sealed class EchoClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes")));

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, "yes");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>The levels of what was logged.</summary>
    private sealed class Lines : System.Collections.Concurrent.ConcurrentQueue<LogLevel>, ILogger<OutcomeLearner>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Enqueue(logLevel);
    }
}
