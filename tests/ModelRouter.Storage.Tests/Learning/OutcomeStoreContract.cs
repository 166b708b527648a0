using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Storage.Tests;

/// <summary>What a store of outcomes promises, whichever database it is.</summary>
public abstract class OutcomeStoreContract
{
    // Prompts that differ in numbers alone would count as the same.
    private static readonly string[] Tasks = ["Prove that", "Write a poem on", "Translate into Korean:", "Fix this code:", "Summarize", "What is", "Explain to a child"];
    private static readonly string[] Subjects = ["prime numbers", "contract law", "steel welding"];

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The settings of <c>Learning</c> beside <c>Enabled</c>, and others at the root.</summary>
    private protected abstract Task<Dictionary<string, string?>> SettingsAsync();

    /// <summary>The name that the worker process knows it by.</summary>
    private protected abstract string Kind { get; }

    /// <summary>An expression of a new id.</summary>
    private protected abstract string NewId { get; }

    /// <summary>Where <see cref="Kind"/>'s database is; the same for a whole test.</summary>
    private protected abstract Task<string> TargetAsync();

    /// <summary>Takes the database away, in which nobody may have anything open, until the result is disposed.</summary>
    private protected abstract Task<IAsyncDisposable> TakeAwayAsync();

    /// <summary>Rows written by somebody else.</summary>
    private protected abstract Task ExecuteAsync(string sql);

    private protected static PromptVector Prompt => Call(1).Prompt;

    private async Task<SqlOutcomeStore> OpenAsync() => OutcomeWorker.Open(Kind, await TargetAsync());

    [Fact]
    public async Task Labels_calls_and_corrections_are_found_again_and_a_reset_forgets_them()
    {
        var (first, second) = (Call(1), Call(2));
        await using (var store = await OpenAsync())
        {
            Assert.Empty(await store.LoadAsync(Ct));
            await store.RememberAsync([first, second], Ct);
            await store.SaveAsync(new(first, OutcomeKind.Retry, 0), [], Ct);
            await store.RememberAsync([first], Ct);
            await store.SaveAsync(new(first, OutcomeKind.Feedback, 0.75), [], Ct);
        }

        await using var again = await OpenAsync();
        Assert.Equal([new(first, OutcomeKind.Feedback, 0.75)], await again.LoadAsync(Ct));
        Assert.Equal(second, await again.FindAsync(second.CallId, Ct));
        Assert.Null(await again.FindAsync(Guid.NewGuid(), Ct));
        await again.SaveAsync(new(second, OutcomeKind.Verifier, 1), [new(first, OutcomeKind.Feedback, 0.75)], Ct);
        Assert.Equal([new(second, OutcomeKind.Verifier, 1)], await again.LoadAsync(Ct));
        await again.ResetAsync(Ct);
        Assert.Empty(await again.LoadAsync(Ct));
        Assert.Null(await again.FindAsync(second.CallId, Ct));
    }

    [Fact]
    public async Task A_label_of_a_kind_that_is_none_is_not_kept_and_one_that_is_there_keeps_no_other_out()
    {
        var (first, second) = (Call(1), Call(2));
        await using var store = await OpenAsync();
        await store.SaveAsync(new(first, OutcomeKind.Retry, 0), [], Ct);
        await store.SaveAsync(new(second, OutcomeKind.Feedback, 1), [], Ct);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.SaveAsync(new(second, (OutcomeKind)42, 1), [], Ct));
        await Assert.ThrowsAsync<ArgumentNullException>("forgotten", () => store.SaveAsync(new(second, OutcomeKind.Feedback, 1), null!, Ct));
        await Assert.ThrowsAsync<ArgumentNullException>("calls", () => store.RememberAsync(null!, Ct));
        await ExecuteAsync("UPDATE outcomes SET kind = 'of_another_version' WHERE kind = 'retry'");
        Assert.Equal([new(second, OutcomeKind.Feedback, 1)], await store.LoadAsync(Ct));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task An_escalated_call_is_found_by_the_model_that_answered(string failed, string answered)
    {
        await using var store = await OpenAsync();
        var answer = Call(1, answered);
        await store.SaveAsync(new(answer with { Model = failed }, OutcomeKind.Escalation, 0), [], Ct);
        await store.RememberAsync([answer], Ct);
        Assert.Equal(answer, await store.FindAsync(answer.CallId, Ct));
        await store.SaveAsync(new(answer, OutcomeKind.Feedback, 1), [], Ct);
        Assert.Equal(answer, await store.FindAsync(answer.CallId, Ct));
    }

    [Fact]
    public async Task A_call_is_not_found_by_a_model_whose_answer_was_not_given()
    {
        await using var store = await OpenAsync();
        var call = Call(1);
        await store.SaveAsync(new(call, OutcomeKind.Escalation, 0), [], Ct);
        Assert.Null(await store.FindAsync(call.CallId, Ct));
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

        await AssertNowhereAsync("snow");
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
    public async Task A_lighter_kind_told_by_another_process_replaces_no_weightier_one()
    {
        await using var store = await OpenAsync();
        var call = Call(1);
        foreach (var (kind, stays) in ((OutcomeKind, OutcomeKind)[])
            [(OutcomeKind.Retry, OutcomeKind.Retry), (OutcomeKind.Escalation, OutcomeKind.Escalation), (OutcomeKind.Retry, OutcomeKind.Escalation),
             (OutcomeKind.Check, OutcomeKind.Check), (OutcomeKind.Retry, OutcomeKind.Check),
             (OutcomeKind.Feedback, OutcomeKind.Feedback), (OutcomeKind.Check, OutcomeKind.Feedback), (OutcomeKind.Escalation, OutcomeKind.Feedback),
             (OutcomeKind.Verifier, OutcomeKind.Verifier)])
        {
            var revision = await store.RevisionAsync(Ct);
            await store.SaveAsync(new(call, kind, 0.5), [], Ct);
            Assert.Equal(stays, Assert.Single(await store.LoadAsync(Ct)).Kind);
            Assert.NotEqual(revision, await store.RevisionAsync(Ct));
        }
    }

    [Fact]
    public async Task Only_the_newest_ten_thousand_labels_and_unlabelled_calls_are_kept()
    {
        await using var store = await OpenAsync();
        var (labelled, unlabelled) = (Call(1), Call(2));
        await store.SaveAsync(new(labelled, OutcomeKind.Feedback, 1), [], Ct);
        await store.RememberAsync([unlabelled], Ct);
        await ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 10010)
                SELECT {NewId}, at - i, model, prompt, base_logit, kind, outcome FROM outcomes CROSS JOIN more
            """);
        await store.SaveAsync(new(labelled, OutcomeKind.Feedback, 0), [], Ct);
        var labels = await store.LoadAsync(Ct);
        Assert.Equal(10_000, labels.Count);
        Assert.Equal(new(labelled, OutcomeKind.Feedback, 0), labels[^1]);
        await store.RememberAsync([unlabelled], Ct);
        await ExecuteAsync("UPDATE outcomes SET kind = 'retry', outcome = 0 WHERE kind IS NULL");
        Assert.Equal(20_000, (await store.LoadAsync(Ct)).Count);
    }

    [Fact]
    public async Task What_was_kept_while_a_clock_was_ahead_pushes_out_nothing_that_comes_later()
    {
        await using var store = await OpenAsync();
        await store.SaveAsync(new(Call(1), OutcomeKind.Feedback, 1), [], Ct);
        await store.RememberAsync([Call(2)], Ct);
        const string Century = "4102444800000000";
        await ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 10010)
                SELECT {NewId}, at + {Century} + i, model, prompt, base_logit, kind, outcome FROM outcomes CROSS JOIN more
            """);
        var (label, waiting) = (new OutcomeLabel(Call(3), OutcomeKind.Feedback, 1), Call(4));
        await store.SaveAsync(label, [], Ct);
        await store.RememberAsync([waiting], Ct);
        var labels = await store.LoadAsync(Ct);
        Assert.Contains(label, labels);
        Assert.Equal(label.Call.At, labels.Max(static told => told.Call.At));
        Assert.Equal(waiting, await store.FindAsync(waiting.CallId, Ct));
    }

    [Fact]
    public async Task What_a_clock_has_written_that_differs_as_clocks_do_keeps_its_time()
    {
        await using var store = await OpenAsync();
        var soon = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds());
        var (told, waiting) = (new OutcomeLabel(Call(1) with { At = soon }, OutcomeKind.Check, 1), Call(2) with { At = soon });
        await store.SaveAsync(told, [], Ct);
        await store.RememberAsync([waiting], Ct);

        // Of calls of long ago.
        await store.SaveAsync(new(Call(3), OutcomeKind.Feedback, 1), [], Ct);
        await store.RememberAsync([Call(4)], Ct);
        Assert.Contains(told, await store.LoadAsync(Ct));
        Assert.Equal(waiting, await store.FindAsync(waiting.CallId, Ct));
    }

    [Fact]
    public async Task What_checks_say_pushes_out_nothing_that_others_have_told()
    {
        await using var store = await OpenAsync();
        var (told, isChecked) = (new OutcomeLabel(Call(1), OutcomeKind.Feedback, 1), new OutcomeLabel(Call(20_000), OutcomeKind.Check, 1));
        await store.SaveAsync(told, [], Ct);
        await store.SaveAsync(isChecked, [], Ct);
        await ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 10010)
                SELECT {NewId}, at - i, model, prompt, base_logit, kind, outcome FROM outcomes CROSS JOIN more WHERE kind = 'check'
            """);
        await store.SaveAsync(isChecked, [], Ct);
        var labels = await store.LoadAsync(Ct);
        Assert.Equal(2_001, labels.Count);
        Assert.Equal((told, isChecked), (labels[0], labels[^1]));
    }

    [Fact]
    public async Task A_call_whose_check_falls_out_may_still_be_told_of()
    {
        await using var store = await OpenAsync();
        var (call, other) = (Call(1), Call(2));
        await store.SaveAsync(new(call, OutcomeKind.Check, 1), [new(call, OutcomeKind.Check, 1)], Ct);
        Assert.Empty(await store.LoadAsync(Ct));
        Assert.Equal(call, await store.FindAsync(call.CallId, Ct));

        // What somebody has told meanwhile doesn't fall out with it.
        await store.SaveAsync(new(call, OutcomeKind.Feedback, 0), [], Ct);
        await store.SaveAsync(new(other, OutcomeKind.Check, 1), [new(call, OutcomeKind.Check, 1)], Ct);
        Assert.Equal([new(call, OutcomeKind.Feedback, 0), new(other, OutcomeKind.Check, 1)], await store.LoadAsync(Ct));
    }

    [Fact]
    public async Task Stores_that_open_and_write_at_once_lose_nothing()
    {
        await TargetAsync();
        var calls = Enumerable.Range(0, 40).Select(static i => Call(i)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var store = await OpenAsync();
            await store.RememberAsync(calls, Ct);
            foreach (var call in calls.Where((_, at) => at % 8 == i))
            {
                await store.SaveAsync(new(call, OutcomeKind.Feedback, 1), [], Ct);
            }
        }));
        await using var store = await OpenAsync();
        Assert.Equal(40, (await store.LoadAsync(Ct)).Count);
        Assert.Equal(40, await store.RevisionAsync(Ct));
    }

    [Fact]
    public async Task A_store_that_fails_is_asked_again_and_told_what_it_missed()
    {
        var (time, log) = (new FakeTimeProvider(), new Lines());
        var store = await OpenAsync();
        await using var learner = await OutcomeLearner.OpenAsync(store, logger: log, timeProvider: time, cancellationToken: Ct);
        var call = Call(1);
        await store.RememberAsync([call], Ct);
        await ExecuteAsync("ALTER TABLE outcome_revision RENAME TO away");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => learner.RecordAsync(call.CallId, 1, cancellationToken: Ct));
        Assert.Equal(1, learner.Count);
        await UntilAsync(time, () => log.Count > 0);
        time.Advance(TimeSpan.FromMinutes(5));
        await ExecuteAsync("ALTER TABLE away RENAME TO outcome_revision");
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
        await using (await TakeAwayAsync())
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
        await TargetAsync();
        await using (var services = await ServicesAsync(new FakeTimeProvider()))
        {
            await using (await TakeAwayAsync())
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

    /// <summary>No text of a prompt is kept, whatever has been asked.</summary>
    private protected abstract Task AssertNowhereAsync(string text);

    /// <summary>Gives feedback from another process, as <c>modelrouter feedback</c> does.</summary>
    private async Task TellAsync(double outcome, IEnumerable<LearnableCall> calls)
    {
        using var other = ChildProcess.Start([OutcomeWorker.Argument, Kind, await TargetAsync(), $"{outcome}", .. calls.Select(static call => $"{call.CallId}")]);
        await other.WaitForExitAsync(Ct);
        Assert.Equal(0, other.ExitCode);
    }

    private protected static async Task UntilAsync(FakeTimeProvider time, Func<bool> isSo)
    {
        // Ten seconds at least, where a moment is enough.
        for (var round = 0; !isSo(); round++)
        {
            Assert.True(round < 10_000, "It never came about.");
            time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(1, Ct);
        }
    }

    private static async Task<RoutingReceipt> AskAsync(IChatClient client, bool stream, int i, string? user = null)
    {
        var options = user is null ? null : new ChatOptions { AdditionalProperties = new() { ["modelrouter.user"] = user } };
        ChatMessage[] prompt = [new(ChatRole.User, $"{Tasks[i % Tasks.Length]} {Subjects[i / Tasks.Length]} in the first snow.")];
        var response = stream ? await client.GetStreamingResponseAsync(prompt, options, Ct).ToChatResponseAsync(Ct) : await client.GetResponseAsync(prompt, options, Ct);
        return response.GetRoutingReceipt()!;
    }

    private static double Chance(ServiceProvider services) => services.GetRequiredService<ModelRouterChatClient>()
        .Route([new(ChatRole.User, "Write a short poem about the last snow of the year.")]).Ranking[0].SuccessProbability;

    private static LearnableCall Call(int seed, string? model = null)
    {
        var prompt = new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, $"{Tasks[seed % Tasks.Length]} {Subjects[seed / Tasks.Length % Subjects.Length]}, {seed}?")], null).Vector!;
        return new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch.AddSeconds(seed), model ?? $"model {seed}", prompt, -0.25 * seed, seed == 1 || model is not null ? null : "source");
    }

    private Task<ServiceProvider> ServicesAsync(params (string Key, string Value)[] changes) => ServicesAsync(TimeProvider.System, log: null, changes);

    private async Task<ServiceProvider> ServicesAsync(TimeProvider time, Lines? log = null, params (string Key, string Value)[] changes)
    {
        var settings = await SettingsAsync();
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

    /// <summary>Brings back what was taken away.</summary>
    private protected sealed class Return(Func<Task> bring) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bring();
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
