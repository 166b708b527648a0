using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

public sealed class OutcomeLearnerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_twenty_bad_answers_the_model_is_asked_less_and_not_before(bool stream)
    {
        // Of outcomes alone; what calls take is learned with the first.
        await using var learner = await OutcomeLearner.OpenAsync(options: new() { Forecasts = false }, cancellationToken: Ct);
        using var router = Router(learner);
        var before = router.Route([Ask(0)]).Ranking;
        Assert.Equal("good", before[0].Model);
        for (var i = 1; i <= 20; i++)
        {
            await learner.Fitting;
            Assert.Equal(before, router.Route([Ask(0)]).Ranking);
            var response = await router.AskAsync(stream, [Ask(i)], new() { ModelId = "good" });
            Assert.True(await learner.RecordAsync(response.GetRoutingReceipt()!, 0, OutcomeKind.Verifier, Ct));
            Assert.Equal(i, learner.Count);
        }

        await learner.Fitting;
        var after = router.Route([Ask(0)]).Ranking;
        Assert.Equal("bad", after[0].Model);
        Assert.Equal(before[1], after[0]);
        Assert.True(after[1].SuccessProbability < before[0].SuccessProbability);

        await learner.ResetAsync(Ct);
        Assert.Equal(0, learner.Count);
        Assert.Equal(before, router.Route([Ask(0)]).Ranking);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outcome_finds_its_call_by_the_id(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = Router(learner);
        Assert.Same(learner, ((IChatClient)router).GetService<OutcomeLearner>());
        Assert.Same(learner, router.Learner);
        var receipt = (await router.AskAsync(stream, [Ask(1)])).GetRoutingReceipt()!;
        Assert.True(await learner.RecordAsync(receipt.CallId, 7, cancellationToken: Ct));
        Assert.True(await learner.RecordAsync(receipt, 0.5, cancellationToken: Ct));
        Assert.Equal(1, learner.Count);
        Assert.False(await learner.RecordAsync(receipt, 0, OutcomeKind.Retry, Ct));
        Assert.False(await learner.RecordAsync(Guid.NewGuid(), 1, cancellationToken: Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => learner.RecordAsync(receipt, double.NaN, cancellationToken: Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_before_a_reset_is_learned_from_no_more(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = Router(learner);
        var before = (await router.AskAsync(stream, [Ask(1)])).GetRoutingReceipt()!;
        await learner.ResetAsync(Ct);
        Assert.False(await learner.RecordAsync(before, 1, cancellationToken: Ct));
        Assert.False(await learner.RecordAsync(before.CallId, 1, cancellationToken: Ct));
        Assert.Equal(0, learner.Count);

        var after = (await router.AskAsync(stream, [Ask(2)])).GetRoutingReceipt()!;
        Assert.True(await learner.RecordAsync(after, 1, cancellationToken: Ct));
        Assert.True(await learner.RecordAsync(after.CallId, 1, cancellationToken: Ct));
        Assert.Equal(1, learner.Count);
    }

    [Fact]
    public async Task A_learner_that_has_ended_says_so_itself()
    {
        var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = Router(learner);
        var receipt = (await router.AskAsync(false, [Ask(1)])).GetRoutingReceipt()!;
        await learner.DisposeAsync();
        var name = typeof(OutcomeLearner).FullName;
        Assert.Equal(name, (await Assert.ThrowsAsync<ObjectDisposedException>(() => learner.RecordAsync(receipt, 1, cancellationToken: Ct))).ObjectName);
        Assert.Equal(name, (await Assert.ThrowsAsync<ObjectDisposedException>(() => learner.RecordAsync(receipt.CallId, 1, cancellationToken: Ct))).ObjectName);
        Assert.Equal(name, (await Assert.ThrowsAsync<ObjectDisposedException>(() => learner.ResetAsync(Ct))).ObjectName);
    }

    [Fact]
    public async Task A_kind_that_is_none_is_refused()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = Router(learner);
        var receipt = (await router.AskAsync(false, [Ask(1)])).GetRoutingReceipt()!;
        Assert.Equal("kind", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => learner.RecordAsync(receipt, 1, (OutcomeKind)42, Ct))).ParamName);
        Assert.Equal("kind", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => learner.RecordAsync(receipt.CallId, 1, (OutcomeKind)42, Ct))).ParamName);
        Assert.Equal(0, learner.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cascades_escalation_is_learned_of_the_model_whose_answer_failed(bool stream)
    {
        var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = new ModelRouterChatClient(
            [new(Cascades.Small, Cascades.Thinking("hm", "wrong")), new(Cascades.Large, Cascades.Thinking("hm", "right"))],
            Cascades.Always(), predictor: Cascades.Usual, answerVerifiers: [FakeVerifier.Wanting("right")], learner: learner);
        var receipt = (await router.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;
        Assert.Equal("large", receipt.Model);

        // The answering model's own label stands beside it, by the call's id as well.
        Assert.True(await learner.RecordAsync(receipt.CallId, 0, cancellationToken: Ct));
        Assert.True(await learner.RecordAsync(receipt, 1, cancellationToken: Ct));
        await learner.DisposeAsync();
        Assert.Equal(2, learner.Count);
    }

    [Fact]
    public async Task Without_a_learner_receipts_carry_nothing_to_learn_from()
    {
        using var router = Router(null);
        var receipt = (await router.AskAsync(false, [Ask(1)])).GetRoutingReceipt()!;
        Assert.Null(receipt.Learnable);
        Assert.Null(router.Learner);
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        Assert.False(await learner.RecordAsync(receipt, 1, cancellationToken: Ct));
    }

    [Fact]
    public async Task Labels_survive_their_bytes_and_damaged_ones_are_refused()
    {
        var prompt = Labels.Prompt(3);
        var bytes = prompt.ToBytes();
        Assert.Equal(prompt, PromptVector.FromBytes(bytes));
        Assert.Null(PromptVector.FromBytes(bytes.AsSpan(1)));
        bytes[0] ^= 1;
        Assert.Null(PromptVector.FromBytes(bytes));
        await Assert.ThrowsAsync<ArgumentException>(() => OutcomeLearner.OpenAsync(options: new() { SourceShare = double.NaN }, cancellationToken: Ct));
    }

    [Fact]
    public async Task Labels_that_come_during_a_fit_are_learned_though_no_other_comes()
    {
        using var logger = new HoldingLogger();
        await using var learner = await OutcomeLearner.OpenAsync(logger: logger, cancellationToken: Ct);
        using var router = Router(learner);
        for (var i = 1; i <= 40; i++)
        {
            await learner.RecordAsync((await router.AskAsync(false, [Ask(i)])).GetRoutingReceipt()!, 0, cancellationToken: Ct);
        }

        logger.Release();
        await logger.SecondFit.WaitAsync(Ct);
    }

    [Theory]
    [InlineData(false, "right", "Check 1")]
    [InlineData(true, "right", "Check 1")]
    [InlineData(false, "wrong", "Check 0")]
    [InlineData(true, "wrong", "Check 0")]
    [InlineData(false, "odd", "")]
    public async Task What_checks_said_of_an_answer_that_was_given_is_learned(bool stream, string answer, string learned)
    {
        // Nobody better can answer, and of an odd answer the verifier can't tell.
        var store = new KeptOutcomes();
        var learner = await OutcomeLearner.OpenAsync(store, cancellationToken: Ct);
        var verifier = new FakeVerifier(asked => asked.Answer.Text switch { "right" => AnswerVerdict.Accepted, "odd" => AnswerVerdict.Unknown("?"), _ => AnswerVerdict.Rejected("no") });
        using var router = new ModelRouterChatClient(
            [new(Cascades.Small, Cascades.Thinking("hm", answer)), new(Cascades.Large, FakeChatClient.Throwing(static () => new IOException("down")))],
            Cascades.Always(), predictor: Cascades.Usual, answerVerifiers: [verifier], learner: learner);
        var receipt = (await router.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;
        Assert.Equal("small", receipt.Model);
        await learner.DisposeAsync();
        Assert.Equal(learned, string.Join(' ', store.Labels.Select(static label => $"{label.Kind} {label.Outcome}")));
        Assert.All(store.Labels, label => Assert.Equal((receipt.CallId, "small"), (label.Call.CallId, label.Call.Model)));
    }

    [Fact]
    public async Task A_cheap_model_whose_answers_mostly_pass_is_not_talked_down()
    {
        var (store, asked) = (new KeptOutcomes(), 0);
        var learner = await OutcomeLearner.OpenAsync(store, cancellationToken: Ct);
        using var router = new ModelRouterChatClient(
            [new(Cascades.Small, Cascades.Thinking("hm", "maybe")), new(Cascades.Large, Cascades.Thinking("hm", "right"))],
            Cascades.Always(), predictor: Cascades.Usual, learner: learner,
            answerVerifiers: [new FakeVerifier(answer => answer.Answer.Text == "right" || asked++ % 3 != 0 ? AnswerVerdict.Accepted : AnswerVerdict.Rejected("no"))]);
        for (var i = 0; i < 60; i++)
        {
            await router.AskAsync(false, [Ask(i)]);
        }

        await learner.DisposeAsync();
        var labels = store.Labels.Where(static label => label.Call.Model == "small").ToList();
        Assert.Equal(20, labels.Count(static label => label.Outcome == 0));

        // Two of three pass, and six of ten were expected to be right.
        var learned = LearnedOutcomes.Of(labels, Ct);
        Assert.All(Enumerable.Range(0, 90), i => Assert.InRange(learned.Correct(Labels.Prompt(i), "small", 0.6), 0.5, 0.8));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_labels_have_taught_the_weights_is_no_part_of_what_a_call_was_predicted_without_labels(bool stream)
    {
        var weights = new RouterWeights(PromptEncoder.Default, [], learned: null, new OutcomeCorrection("good", new float[PromptEncoder.Size], -1, Prompts: 50));
        await using var learner = await OutcomeLearner.OpenAsync(options: new() { Weights = weights }, cancellationToken: Ct);
        await using var plain = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var corrected = new ModelRouterChatClient(
            [Routers.Endpoint("good", FakeChatClient.Saying("yes"), 0.6)], predictor: new LearnedSuccessPredictor(RouterWeights.Default.With(weights)), learner: learner);
        using var router = Router(plain);
        var (with, without) = ((await corrected.AskAsync(stream, [Ask(1)])).GetRoutingReceipt()!, (await router.AskAsync(stream, [Ask(1)], new() { ModelId = "good" })).GetRoutingReceipt()!);
        Assert.True(with.Decision.Ranking[0].SuccessProbability < without.Decision.Ranking[0].SuccessProbability - 0.1);
        Assert.Equal(without.Learnable!.BaseLogit, with.Learnable!.BaseLogit, 9);
    }

    [Fact]
    public async Task Fits_of_long_ago_are_not_kept_by_what_is_remembered()
    {
        var ledger = new InMemorySpendLedger();
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = new ModelRouterChatClient([Routers.Endpoint("good", FakeChatClient.Saying("yes"), 0.6), Routers.Endpoint("bad", FakeChatClient.Saying("no"), 0.5)], learner: learner, ledger: ledger);
        await TellAsync(router, learner, 0);
        var first = FitOf(learner);
        for (var from = 20; from < 80; from += 20)
        {
            await TellAsync(router, learner, from);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive);
        Assert.Equal((80, 80L), (learner.Count, ledger.Count));

        static async Task TellAsync(ModelRouterChatClient router, OutcomeLearner learner, int from)
        {
            for (var i = from; i < from + 20; i++)
            {
                await learner.RecordAsync((await router.AskAsync(false, [Ask(i)])).GetRoutingReceipt()!, i % 2, cancellationToken: Ct);
            }

            await learner.Fitting;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference FitOf(OutcomeLearner learner) => new(Neighbourhood(Fit(learner.Current!)));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_fit")]
    private static extern ref OutcomeFit Fit(LearnedOutcomes learned);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_neighbourhood")]
    private static extern ref Neighbourhood Neighbourhood(OutcomeFit fit);

    [Theory]
    [InlineData(0)]
    [InlineData(1_200)]
    public async Task Labels_of_another_version_are_told_once(int unread)
    {
        var logger = new ListLogger<OutcomeLearner>();
        var store = new KeptOutcomes { Unread = unread };
        await using var learner = await OutcomeLearner.OpenAsync(store, logger: logger, cancellationToken: Ct);
        await learner.CatchUpAsync(store, Ct);

        Assert.Equal(unread > 0 ? 1 : 0, logger.Entries.Count(static entry => entry.Text.Contains("1200 labels of the store are of another version", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Fewer_labels_of_another_version_than_were_told_are_not_told_again()
    {
        var logger = new ListLogger<OutcomeLearner>();
        var store = new KeptOutcomes { Unread = 1_200 };
        await using var learner = await OutcomeLearner.OpenAsync(store, logger: logger, cancellationToken: Ct);
        foreach (var unread in (int[])[1_199, 5, 1_200, 1_201])
        {
            (store.Unread, store.Revision) = (unread, store.Revision + 1);
            await learner.CatchUpAsync(store, Ct);
        }

        Assert.Equal(["1200", "1201"], logger.Entries.Select(static entry => entry.Text).Where(static text => text.Contains("labels of the store are of another version", StringComparison.Ordinal)).Select(static text => text.Split(' ')[0]));
    }

    private static ChatMessage Ask(int i) => new(ChatRole.User, Labels.Text(i));

    private static ModelRouterChatClient Router(OutcomeLearner? learner) => new(
        [Routers.Endpoint("good", FakeChatClient.Saying("yes"), 0.6), Routers.Endpoint("bad", FakeChatClient.Saying("no"), 0.5)], learner: learner);

    /// <summary>Keeps labels in memory.</summary>
    private sealed class KeptOutcomes : IOutcomeStore
    {
        public List<OutcomeLabel> Labels { get; } = [];

        public int Unread { get; set; }

        public long Revision { get; set; }

        public Task<long> RevisionAsync(CancellationToken cancellationToken = default) => Task.FromResult(Revision);

        public Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<OutcomeLabel>>([]);

        public Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default) => Task.FromResult<LearnableCall?>(null);

        public Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default)
        {
            Labels.Add(label);
            return Task.CompletedTask;
        }

        public Task ResetAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Holds the first fit until it is released.</summary>
    private sealed class HoldingLogger : ILogger<OutcomeLearner>, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when 40 labels have been learned from.</summary>
        public Task SecondFit => _second.Task;

        public void Release() => _released.Set();

        public void Dispose() => _released.Dispose();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            switch (formatter(state, exception))
            {
                case "Learned from 20 labels.":
                    _released.Wait();
                    break;
                case "Learned from 40 labels.":
                    _second.TrySetResult();
                    break;
            }
        }
    }
}
