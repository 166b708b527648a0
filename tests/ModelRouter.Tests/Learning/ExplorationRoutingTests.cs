using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

public sealed class ExplorationRoutingTests
{
    // Any two of them are plausibly the better one.
    private static readonly Gen<ModelProfile[]> Fleets = Gen.Select(Gen.Double[0.45, 0.55], Gen.Int[1, 9], Gen.Enum<DataClass>(), Gen.Enum<ModelTier>()).Array[2, 6].Select(static models => models
        .Select(static (model, i) => Routers.Profile($"m{i}", model.Item1, model.Item4) with
        {
            Clearance = model.Item3,
            Pricing = new() { InputPerMillion = model.Item2, OutputPerMillion = model.Item2 },
        }).ToArray());

    private static readonly string[] Texts =
    [
        "Write a short poem about the first snow.", "Summarize: this document is confidential, for internal use only.", "Mail a.b@example.com that we are late.", "What is 12 * 12?",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Switched_off_it_changes_no_decision()
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(share: 0), cancellationToken: Ct);
        Gen.Select(Fleets, Gen.Int[0, Texts.Length - 1]).Sample(
            (fleet, text) =>
            {
                using var plain = Router(fleet);
                using var learning = Router(fleet, learner);
                for (var i = 0; i < 3; i++)
                {
                    var (a, b) = (plain.State.Planner.Plan(Ask(text), null, isCall: true).Decision, learning.State.Planner.Plan(Ask(text), null, isCall: true).Decision);
                    Assert.Equal(a.Explain(), b.Explain());
                    Assert.Equal((a.Hash, a.Selection, a.Exploration), (b.Hash, b.Selection, b.Exploration));
                    Assert.Equal(a.Ranking, b.Ranking);
                }
            },
            iter: 200);
    }

    [Fact]
    public async Task Only_a_model_is_explored_that_may_serve_and_is_preferred_as_much_and_the_others_keep_their_order()
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(), cancellationToken: Ct);
        var explored = 0;
        Gen.Select(Fleets, Gen.Int[0, Texts.Length - 1], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 3]).Sample(
            (fleet, text, denied, preferred, kind) =>
            {
                var options = Policies.Options(
                    Policies.Rule("deny", deny: Policies.Models($"m{denied % fleet.Length}")),
                    Policies.Rule("prefer", prefer: Policies.Models($"m{preferred % fleet.Length}")),
                    new() { Name = "figures", MinQuality = kind == 1 ? 0.5 : null, MaxCostPerCall = kind == 2 ? 0.0005m : null, Worth = 0.01m });
                using var plain = Router(fleet, options: options);
                using var router = Router(fleet, learner, options);
                for (var i = 0; i < 40; i++)
                {
                    var (best, decision) = (plain.Route(Ask(text)), router.State.Planner.Plan(Ask(text), null, isCall: true).Decision);
                    if (decision.Exploration?.Explored is not { } candidate)
                    {
                        Assert.Equal(best.Ranking, decision.Ranking);
                        Assert.Equal(best.Selection, decision.Selection);
                        continue;
                    }

                    Interlocked.Increment(ref explored);
                    Assert.Equal("exploration", decision.Selection);
                    Assert.Equal(candidate.Model, decision.Ranking[0].Model);
                    var ahead = best.Ranking.Single(model => model.Model == candidate.Model);
                    Assert.Equal([ahead, .. best.Ranking.Where(model => model != ahead)], decision.Ranking);
                    Assert.Equal(best.Excluded, decision.Excluded);
                    Assert.NotEqual($"m{preferred % fleet.Length}", decision.Exploration.Best);
                }
            },
            iter: 400);
        Assert.True(explored > 40, $"{explored}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_receipt_and_the_log_say_plainly_that_it_was_an_exploration(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(), cancellationToken: Ct);
        var logger = new ListLogger<ModelRouterChatClient>();
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("usual", FakeChatClient.Saying("u"), 0.6), Routers.Endpoint("other", FakeChatClient.Saying("o"), 0.5)],
            predictor: new Chances(("usual", 0.6), ("other", 0.5)), learner: learner, logger: logger);
        RoutingReceipt? receipt = null;
        for (var i = 0; i < 200 && receipt?.Decision.Exploration?.Explored is null; i++)
        {
            receipt = (await router.AskAsync(stream, Ask(0))).GetRoutingReceipt()!;
            Assert.Null(router.Route(Ask(0)).Exploration!.Explored);
        }

        var exploration = receipt!.Decision.Exploration!;
        Assert.Equal(("other", "other", "usual", "exploration"), (receipt.Model, exploration.Explored!.Model, exploration.Best, receipt.Decision.Selection));
        Assert.InRange(exploration.Propensity, 0.01, 0.2);
        Assert.True(exploration.ExtraCost > 0);
        Assert.Contains("other is asked in place of usual, to learn how well it answers", receipt.Decision.Explain(), StringComparison.Ordinal);
        var entry = Assert.Single(logger.Entries, static entry => entry.Id == 13);
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Contains($"{receipt.CallId} explores other in place of usual", entry.Text, StringComparison.Ordinal);

        // Beforehand it tells who might be asked.
        var plan = router.Route(Ask(0));
        Assert.Equal("usual", plan.Ranking[0].Model);
        Assert.Equal(1 - plan.Exploration!.Candidates[0].Probability, plan.Exploration.Propensity);
        Assert.Contains("usual leads with probability", plan.Explain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_ledger_has_the_probability_of_whom_the_lot_fell_on_and_of_nobody_else(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(), cancellationToken: Ct);
        var (ledger, fails) = (new InMemorySpendLedger(), FakeChatClient.Saying("u"));
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("usual", fails, 0.6), Routers.Endpoint("other", FakeChatClient.Saying("o"), 0.5)],
            new() { Health = { FailureThreshold = 1_000 } }, predictor: new Chances(("usual", 0.6), ("other", 0.5)), ledger: ledger, learner: learner);
        var told = new Dictionary<Guid, RoutingDecision>();
        for (var i = 0; i < 200; i++)
        {
            if (i == 100)
            {
                fails.Updates = static (_, _, _) => throw new IOException();
            }

            var receipt = (await router.AskAsync(stream, Ask(0), i % 10 == 0 ? new() { ModelId = "other" } : null)).GetRoutingReceipt()!;
            told[receipt.CallId] = receipt.Decision;
        }

        var entries = await ledger.ReadAsync(SpendQuery.All, Ct).ToListAsync(Ct);
        foreach (var entry in entries)
        {
            var decision = told[entry.CallId];
            Assert.Equal(entry.Model == decision.Ranking[0].Model ? decision.Exploration?.Propensity : null, entry.Propensity);
        }

        // Explored, the best by lot, in another's place, and where nothing was left to chance.
        Assert.Contains(entries, static entry => entry is { Model: "other", Propensity: < 0.5, Selection: "exploration" });
        Assert.Contains(entries, static entry => entry is { Model: "usual", Propensity: > 0.5 and < 1 });
        Assert.Contains(entries, static entry => entry is { Model: "other", Attempt: 2, Propensity: null });
        Assert.Contains(entries, static entry => entry is { Selection: "pinned", Propensity: null });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_named_who_is_in_a_tool_loop_and_who_would_bind_what_follows_is_never_explored(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(), cancellationToken: Ct);
        var tool = AIFunctionFactory.Create(() => "12 degrees", "weather");
        ModelEndpoint[] Fleet() => [Routers.Endpoint("usual", FakeChatClient.Saying("u"), 0.55), Routers.Endpoint("other", FakeChatClient.Saying("o"), 0.5)];
        using var router = new ModelRouterChatClient(Fleet(), learner: learner);
        using var sticky = new ModelRouterChatClient(Fleet(), new() { StickyConversations = true }, learner: learner);
        using var cascading = new ModelRouterChatClient(
            Fleet(), new() { Cascade = { Mode = CascadeMode.Always } }, predictor: new Chances(("usual", 0.6), ("other", 0.55)), learner: learner, answerVerifiers: [FakeVerifier.Wanting("u")]);
        ChatMessage[] loop =
        [
            new(ChatRole.User, Texts[0]), Stamped(new(ChatRole.Assistant, [new FunctionCallContent("c", "weather")]), "other"), new(ChatRole.Tool, [new FunctionResultContent("c", "warm")]),
        ];
        (ModelRouterChatClient Router, ChatMessage[] Messages, ChatOptions? Options)[] bound =
        [
            (router, Ask(0), new() { ModelId = "other" }), (router, loop, null), (router, Ask(0), new() { Tools = [tool] }), (sticky, Ask(0), null), (cascading, Ask(0), null),
        ];
        for (var i = 0; i < 60; i++)
        {
            // Others' requests fill the share.
            await router.AskAsync(stream, Ask(0));
            Assert.All(bound, request => Assert.Null(request.Router.Route(request.Messages, request.Options).Exploration));
            foreach (var (client, messages, options) in bound)
            {
                Assert.Null((await client.AskAsync(stream, messages, options)).GetRoutingReceipt()!.Decision.Exploration);
            }
        }

        Assert.NotNull(router.Route(Ask(0)).Exploration);
        Assert.NotNull(router.Route(Ask(0), new() { Tools = [tool], ToolMode = ChatToolMode.None }).Exploration);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_explored_model_costs_beyond_its_forecast_counts(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(), cancellationToken: Ct);
        using var router = new ModelRouterChatClient(
            [
                Routers.Endpoint("usual", FakeChatClient.Saying("u")),
                Routers.Endpoint("other", FakeChatClient.Saying("o", new() { InputTokenCount = 1_000_000, OutputTokenCount = 0 })),
            ],
            predictor: new Chances(("usual", 0.6), ("other", 0.55)), learner: learner);
        var spent = 0m;
        for (var i = 0; i < 100; i++)
        {
            var receipt = (await router.AskAsync(stream, Ask(0))).GetRoutingReceipt()!;
            if (receipt.Decision.Exploration?.Explored is not null)
            {
                spent += receipt.Decision.Exploration.ExtraCost + receipt.Cost - receipt.Decision.Ranking[0].Cost;
            }
        }

        Assert.True(spent > 1, $"{spent}");
        Assert.Equal(spent, router.State.Services.Explorer!.Spent);
    }

    [Fact]
    public async Task What_two_attempts_at_an_explored_model_cost_counts_once()
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(), cancellationToken: Ct);
        var busy = true;
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("usual", FakeChatClient.Throwing(static () => new HttpRequestException(HttpRequestError.ConnectionError))), Routers.Endpoint("other", new FakeChatClient { Updates = (_, _, _) => Busy() })],
            new() { Health = { FailureThreshold = 1_000 } }, predictor: new Chances(("usual", 0.6), ("other", 0.55)), learner: learner, failureReaders: [new KindReader()]);
        var spent = 0m;
        for (var i = 0; i < 100; i++)
        {
            busy = true;
            var receipt = (await router.AskAsync(stream: true, Ask(0))).GetRoutingReceipt()!;
            Assert.Equal(2, receipt.Attempts.Count(static attempt => attempt is { Model: "other", Cost: > 0.5m }));
            if (receipt.Decision.Exploration?.Explored is not null)
            {
                spent += receipt.Decision.Exploration.ExtraCost + receipt.Cost - receipt.Decision.Ranking[0].Cost;
            }
        }

        Assert.True(spent > 1, $"{spent}");
        Assert.Equal(spent, router.State.Services.Explorer!.Spent);

        IEnumerable<ChatResponseUpdate> Busy()
        {
            yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 1_000_000, OutputTokenCount = 0 })]);
            if (busy)
            {
                busy = false;
                throw new KindException(ModelFailureKind.Overload, TimeSpan.FromTicks(1));
            }

            yield return new(ChatRole.Assistant, "o");
        }
    }

    [Fact]
    public async Task Callers_at_once_keep_to_the_share_and_to_the_budget()
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(0.1, dailyBudget: 0.01m), cancellationToken: Ct);
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("usual", new TimedChatClient(TimeProvider.System, (0, "u"))), Routers.Endpoint("other", new TimedChatClient(TimeProvider.System, (0, "o")))],
            predictor: new Chances(("usual", 0.6), ("other", 0.5)), learner: learner);
        var (explored, spent) = (0, 0m);
        var gate = new Lock();
        await Parallel.ForAsync(0, 1_000, Ct, async (i, ct) =>
        {
            var exploration = (await router.AskCancellablyAsync(i % 2 == 0, Ask(0), null, ct)).GetRoutingReceipt()!.Decision.Exploration;
            lock (gate)
            {
                explored += exploration?.Explored is null ? 0 : 1;
                spent += exploration?.ExtraCost ?? 0;
            }
        });
        Assert.InRange(explored, 1, 100);
        Assert.InRange(spent, 0.0001m, 0.01m);
    }

    /// <summary>A verifier finds its answers 0.95 right, where its profile says 0.5; those of the model that is asked otherwise 0.7, as its profile says.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_finds_the_better_model_that_nobody_would_have_asked(bool stream)
    {
        const int Requests = 1_000;
        const int Late = 800;
        const int Kinds = 8;
        var without = await LiveAsync(stream, share: 0);
        var with = await LiveAsync(stream, share: 0.2);
        Assert.Equal(0, without.Hidden);
        Assert.True(with.HiddenLate >= 0.6 * (Requests - Late), $"{with}");

        // Regret is in right answers that the better model would have given.
        Assert.True(with.Regret < 0.8 * without.Regret, $"{with} against {without}");
        Assert.True(with.Explored <= 0.2 * Requests, $"{with}");

        async Task<(int Hidden, int HiddenLate, double Regret, int Explored)> LiveAsync(bool streaming, double share)
        {
            var random = new Random(7);
            await using var learner = await OutcomeLearner.OpenAsync(options: Explorers.Options(share), cancellationToken: Ct);
            using var router = new ModelRouterChatClient(
                [Routers.Endpoint("usual", FakeChatClient.Saying("u")), Routers.Endpoint("hidden", FakeChatClient.Saying("h"))],
                predictor: new Chances(("usual", 0.7), ("hidden", 0.5)), learner: learner);
            var (hidden, late, regret, explored) = (0, 0, 0.0, 0);
            for (var i = 0; i < Requests; i++)
            {
                var receipt = (await router.AskAsync(streaming, [new(ChatRole.User, Labels.Text((i % Kinds) + (96 * (i / Kinds))))])).GetRoutingReceipt()!;
                var isHidden = receipt.Model == "hidden";
                Assert.True(await learner.RecordAsync(receipt, isHidden ? 0.9 + (0.1 * random.NextDouble()) : 0.6 + (0.2 * random.NextDouble()), OutcomeKind.Verifier, Ct));
                await learner.Fitting;
                hidden += isHidden ? 1 : 0;
                late += isHidden && i >= Late ? 1 : 0;
                regret += isHidden ? 0 : 0.25;
                explored += receipt.Decision.Exploration?.Explored is null ? 0 : 1;
            }

            return (hidden, late, regret, explored);
        }
    }

    private static ChatMessage[] Ask(int text) => [new(ChatRole.User, Texts[text])];

    private static ChatMessage Stamped(ChatMessage message, string model)
    {
        ModelStamp.Write(message, model);
        return message;
    }

    private static ModelRouterChatClient Router(ModelProfile[] fleet, OutcomeLearner? learner = null, ModelRouterOptions? options = null) =>
        new(fleet.Select(static profile => new ModelEndpoint(profile, new FakeChatClient())), options, predictor: new PriorSuccessPredictor(), learner: learner);
}
