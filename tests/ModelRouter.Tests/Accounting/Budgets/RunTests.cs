using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>A run adds up what its calls cost, and ends, cheapens or asks exactly at its limit, in parallel branches, too.</summary>
public class RunTests
{
    // Only output costs, and every answer takes all that it may: 100 tokens at $10 a million are $0.001.
    private const decimal CallCost = 0.001m;
    private static readonly ChatOptions Limited = new() { MaxOutputTokens = 100 };
    private readonly InMemorySpendLedger _ledger = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Calls_belong_to_the_current_run_and_cost_what_their_entries_say(bool stream)
    {
        using var router = Router();
        var run = new RoutingRun("research");
        await router.AskAsync(stream, Hello, Limited);
        using (run.Begin())
        {
            var response = await router.AskAsync(stream, Hello, Limited);
            await router.AskAsync(stream, Hello, Limited);
            Assert.Equal([new("run", "research", BudgetUnit.UsDollars, 0, CallCost)], response.GetRoutingReceipt()!.Budgets);
        }

        await router.AskAsync(stream, Hello, Limited);
        Assert.Null(RoutingRun.Current);
        Assert.Equal((2 * CallCost, 0m, null, null), (run.Spent, run.Reserved, run.Left, run.Limit));
        var entries = _ledger.Snapshot();
        Assert.Equal([false, true, true, false], entries.Select(static entry => entry.Attribution.Tags.Contains("run:research")));
        Assert.Equal(run.Spent, entries.Where(static entry => entry.Attribution.Tags.Contains("run:research")).Sum(static entry => entry.Cost));
    }

    [Theory, InlineData(false, 0), InlineData(true, 0), InlineData(false, 1), InlineData(true, 1)]
    public async Task A_run_stops_exactly_at_its_limit(bool stream, int millionthLess)
    {
        using var router = Router();
        var run = new RoutingRun((3 * CallCost) - (millionthLess * 0.000001m));
        using var scope = run.Begin();
        for (var i = 0; i < 3 - millionthLess; i++)
        {
            await router.AskAsync(stream, Hello, Limited);
        }

        var stopped = await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello, Limited));
        Assert.Equal(("run", run.Id, true), (stopped.Budget, stopped.Value, run.IsStopped));
        Assert.Equal(((3 - millionthLess) * CallCost, 0m), (run.Spent, run.Reserved));

        // What costs nothing isn't served any more, either.
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello, new() { ModelId = "free" }));
        Assert.Equal(3 - millionthLess, _ledger.Count);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_run_that_stops_after_a_model_has_failed_says_so(bool stream)
    {
        var dear = Client();
        using var router = new ModelRouterChatClient(
            [
                new(
                    Profile("down", 0.9) with { Pricing = new() { InputPerMillion = 0, OutputPerMillion = 10 } },
                    FakeChatClient.Throwing(static () => new HttpRequestException("down", null, System.Net.HttpStatusCode.ServiceUnavailable))),
                new(Profile("dear", 0.8) with { Pricing = new() { InputPerMillion = 0, OutputPerMillion = 20 } }, dear),
            ],
            ledger: _ledger);
        var run = new RoutingRun(1.5m * CallCost);
        using var scope = run.Begin();

        var stopped = await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello, Limited));

        Assert.Equal(("run", run.Id, true), (stopped.Budget, stopped.Value, run.IsStopped));
        Assert.Contains("dear [budget]", stopped.Message, StringComparison.Ordinal);
        var failed = Assert.IsType<AllModelsFailedException>(stopped.InnerException);
        Assert.Equal("down", Assert.Single(failed.Attempts).Model);
        Assert.Equal((0, 1L), (dear.Calls, _ledger.Count));
    }

    [Theory, InlineData(RunExhaustion.Stop), InlineData(RunExhaustion.Downgrade)]
    public async Task Parallel_branches_spend_no_more_than_the_limit_and_all_of_it(RunExhaustion onExhaustion)
    {
        var inside = new TaskCompletionSource();
        using var router = Router(before: _ => inside.Task);
        var run = new RoutingRun(7 * CallCost, onExhaustion);
        using var scope = run.Begin();
        var branches = Enumerable.Range(0, 20).Select(i => Task.Run(() => router.AskAsync(i % 2 == 0, Hello, Limited))).ToList();
        inside.SetResult();
        await Task.WhenAll(branches).ContinueWith(static _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal((7 * CallCost, 0m), (run.Spent, run.Reserved));
        Assert.Equal(run.Spent, _ledger.Total);
        Assert.Equal(7, _ledger.Snapshot().Count(static entry => entry.Model == "good"));
        Assert.Equal(onExhaustion == RunExhaustion.Downgrade ? 13 : 0, _ledger.Snapshot().Count(static entry => entry.Model == "free"));
        Assert.Equal(onExhaustion == RunExhaustion.Downgrade ? 0 : 13, branches.Count(static branch => branch.Exception?.InnerException is BudgetExhaustedException));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Somebody_is_asked_once_for_all_who_wait(bool isParallel)
    {
        using var router = Router();
        var questions = new List<RunQuestion>();
        var run = new RoutingRun(2 * CallCost, async (question, ct) =>
        {
            await Task.Yield();
            questions.Add(question);
            return questions.Count == 1 ? RunAnswer.RaiseBy(3 * CallCost) : RunAnswer.Downgrade;
        });
        using var scope = run.Begin();
        var calls = Enumerable.Range(0, 9).Select(_ => (Func<Task<ChatResponse>>)(() => router.AskAsync(false, Hello, Limited)));
        if (isParallel)
        {
            await Task.WhenAll(calls.Select(static call => Task.Run(call)));
        }
        else
        {
            foreach (var call in calls)
            {
                await call();
            }
        }

        Assert.Equal([("good", CallCost), ("good", CallCost)], questions.Select(static question => (question.Model, question.MostCost)));
        Assert.All(questions, question => Assert.True(question.Left < CallCost));
        Assert.Equal((5 * CallCost, 5 * CallCost), (run.Limit, run.Spent));
        Assert.Equal((5, 4), (_ledger.Snapshot().Count(static entry => entry.Model == "good"), _ledger.Snapshot().Count(static entry => entry.Model == "free")));
    }

    [Fact]
    public async Task Who_waited_while_another_asked_does_not_ask_again()
    {
        var answer = new TaskCompletionSource<RunAnswer>();
        var questions = 0;
        var run = new RoutingRun(1_000, (_, _) =>
        {
            questions++;
            return new(answer.Task);
        });
        var refusedBy = run.CurrentAccount;
        var asked = Enumerable.Range(0, 3).Select(_ => run.DecideAsync(refusedBy, new(run, "m", 2_000, 1_000), TestContext.Current.CancellationToken).AsTask()).ToList();

        answer.SetResult(RunAnswer.RaiseBy(decimal.MaxValue));

        Assert.All(await Task.WhenAll(asked), Assert.True);
        Assert.Equal((1, decimal.MaxValue), (questions, run.Limit));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_calls_under_way_may_cost_is_not_left(bool stream)
    {
        var run = new RoutingRun(2 * CallCost);
        var seen = new List<(decimal Spent, decimal Reserved, decimal? Left)>();
        var client = Client(_ =>
        {
            seen.Add((run.Spent, run.Reserved, run.Left));
            return Task.CompletedTask;
        });
        using var router = new ModelRouterChatClient([Endpoint("m", client)]);
        using var scope = run.Begin();

        await router.AskAsync(stream, Hello, Limited);

        var (spent, reserved, left) = Assert.Single(seen);
        Assert.Equal((0, 2 * CallCost), (spent, reserved + left));
        Assert.True(reserved > 0);
    }

    [Fact]
    public async Task The_answer_may_be_to_stop()
    {
        using var router = Router();
        var asked = 0;
        var run = new RoutingRun(CallCost / 2, (_, _) => ValueTask.FromResult(++asked == 1 ? RunAnswer.Stop : RunAnswer.Downgrade));
        using var scope = run.Begin();
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(false, Hello, Limited));
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(false, Hello, Limited));
        Assert.Equal((1, true, 0m), (asked, run.IsStopped, run.Spent));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Who_is_asked_may_call_models_of_the_run_that_fit(bool stream)
    {
        using var router = Router();
        string? used = null;
        var run = new RoutingRun(CallCost / 2, async (_, _) =>
        {
            used = (await router.AskAsync(stream, Hello, Limited)).GetRoutingReceipt()!.Model;
            return RunAnswer.RaiseBy(CallCost);
        });
        using var scope = run.Begin();

        var response = await router.AskAsync(stream, Hello, Limited).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(("free", "good"), (used, response.GetRoutingReceipt()!.Model));
        Assert.Equal((CallCost, 0m, false), (run.Spent, run.Reserved, run.IsStopped));
    }

    [Fact]
    public async Task A_run_named_in_the_options_comes_before_the_current_one_and_no_provider_gets_it()
    {
        var client = Client();
        using var router = new ModelRouterChatClient([Endpoint("m", client)], ledger: _ledger);
        var (outer, named) = (new RoutingRun(), new RoutingRun());
        using var scope = outer.Begin();
        await router.AskAsync(false, Hello, new() { MaxOutputTokens = 100, AdditionalProperties = new() { [DeclaredRun.Key] = named } });
        Assert.True(named.Spent > 0);
        Assert.Equal(0, outer.Spent);
        Assert.Null(client.ReceivedOptions[0]!.AdditionalProperties);

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => router.AskAsync(false, Hello, new() { AdditionalProperties = new() { [DeclaredRun.Key] = "r" } }));
        Assert.Contains("modelrouter.run", wrong.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_run_made_within_another_is_part_of_it_unless_it_says_otherwise(bool stream)
    {
        using var router = Router();
        var outer = new RoutingRun(2 * CallCost);
        using var scope = outer.Begin();
        var (inner, apart) = (new RoutingRun(CallCost * 10), new RoutingRun { Outer = null });
        foreach (var run in new[] { inner, apart })
        {
            using (run.Begin())
            {
                await router.AskAsync(stream, Hello, Limited);
            }
        }

        Assert.Equal((CallCost, CallCost, CallCost), (outer.Spent, inner.Spent, apart.Spent));
        Assert.Equal((outer, null), (inner.Outer, apart.Outer));

        using var within = inner.Begin();
        await router.AskAsync(stream, Hello, Limited);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello, Limited));
        Assert.Equal((true, false), (outer.IsStopped, inner.IsStopped));
        Assert.True(inner.GetReceipt().IsStopped);
        Assert.Equal((2 * CallCost, 2 * CallCost, CallCost), (outer.GetReceipt().Cost, inner.GetReceipt().Cost, apart.GetReceipt().Cost));
    }

    [Fact]
    public async Task A_hedge_that_does_not_fit_stops_no_run()
    {
        var options = new ModelRouterOptions { Execution = { HedgeDelay = TimeSpan.FromMilliseconds(1) } };
        using var router = Router(options, ct => Task.Delay(300, ct));
        var run = new RoutingRun(CallCost);
        using var scope = run.Begin();
        var answer = await router.AskAsync(false, Hello, new() { MaxOutputTokens = 100, ModelId = "auto:cloud" });
        Assert.Equal((false, CallCost), (run.IsStopped, run.Spent));
        Assert.Equal("better", Assert.Single(answer.GetRoutingReceipt()!.Skipped).Model);
    }

    [Fact]
    public void Runs_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RoutingRun(0));
        Assert.Throws<ArgumentException>(() => new RoutingRun(1, RunExhaustion.Ask));
        Assert.Throws<ArgumentException>(() => new RoutingRun(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunAnswer.RaiseBy(0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_limit_may_be_raised_beyond_all_numbers(bool stream)
    {
        using var router = Router();
        var run = new RoutingRun(CallCost / 2, (_, _) => ValueTask.FromResult(RunAnswer.RaiseBy(decimal.MaxValue)));
        using var scope = run.Begin();
        Assert.Equal(CallCost / 2, run.Limit);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("hi", (await router.AskAsync(stream, Hello, new() { MaxOutputTokens = 100 })).Text);
        }

        Assert.Equal(decimal.MaxValue, run.Limit);
        Assert.False(run.IsStopped);
        Assert.Null(new RoutingRun().Limit);
    }

    private static FakeChatClient Client(Func<CancellationToken, Task>? before = null)
    {
        var client = FakeChatClient.Saying("hi", new() { InputTokenCount = 10, OutputTokenCount = 100 });
        client.Before = before;
        return client;
    }

    [Fact]
    public async Task A_run_of_ever_new_agents_tells_of_a_thousand_and_the_rest_as_one()
    {
        using var router = Router();
        var run = new RoutingRun("swarm");
        using var scope = run.Begin();
        foreach (var agent in Enumerable.Range(0, 1_002).Append(0).Append(1_000))
        {
            await router.AskAsync(false, Hello, new() { MaxOutputTokens = 100, AdditionalProperties = new() { [DeclaredAttribution.Agent] = $"a{agent}" } });
        }

        var receipt = run.GetReceipt();
        Assert.Equal(1_001, receipt.Agents.Count);
        Assert.Equal(("a0", 2), (receipt.Agents[0].Agent, receipt.Agents[0].Steps));
        Assert.Equal((RunShare.Others, 3), (receipt.Agents[^1].Agent, receipt.Agents[^1].Steps));
        Assert.Equal(1_004, receipt.Agents.Sum(static share => share.Steps));
        Assert.Equal(receipt.Cost, receipt.Agents.Sum(static share => share.Cost));
    }

    private ModelRouterChatClient Router(ModelRouterOptions? options = null, Func<CancellationToken, Task>? before = null) => new(
        [
            new(Profile("good", 0.9) with { Pricing = new() { InputPerMillion = 0, OutputPerMillion = 10 } }, Client(before)),
            new(Profile("better", 0.8) with { Pricing = new() { InputPerMillion = 0, OutputPerMillion = 20 } }, Client(before)),
            new(Profile("free", 0.1, ModelTier.SelfHosted) with { Pricing = new() { InputPerMillion = 0, OutputPerMillion = 0 } }, Client(before)),
        ],
        options,
        ledger: _ledger);
}
