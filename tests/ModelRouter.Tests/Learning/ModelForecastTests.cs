using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public sealed class ModelForecastTests
{
    private static readonly ModelProfile Model = Routers.Profile("m") with { FirstTokenLatency = TimeSpan.FromSeconds(1), TokensPerSecond = 100, ExpectedReasoningTokens = 200 };

    // 50 tokens of answer and 200 of thought.
    private static readonly PromptProfile Prompt = Policies.Prompt;

    private static readonly Gen<SpendEntry> Calls = Gen.Select(Gen.Enum<PromptTask>(), Gen.OneOf(Gen.Long[0, 5_000], Gen.Long[0, long.MaxValue]), Gen.Double[0, 1e6], Gen.Double[0, 1], Gen.Int[0, 3])
        .Select(static call => Call(
            call.Item2, TimeSpan.FromSeconds(call.Item3), call.Item5 < 2 ? TimeSpan.FromSeconds(call.Item3 * call.Item4) : null, call.Item1, thinks: call.Item5 % 2 == 0));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void One_call_moves_every_figure_by_half_at_most_and_all_together_by_the_factor_32() => Calls.Array[1, 400].Sample(
        calls =>
        {
            var forecast = new ModelForecast(Model);
            var before = Figures(forecast);
            Assert.All(before, static figure => Assert.Equal(1, figure));
            foreach (var call in calls)
            {
                forecast.Learn(call, call.Prompt!);
                var after = Figures(forecast);
                Assert.All(after.Zip(before), static figure => Assert.InRange(figure.First / figure.Second, 1 / 1.5, 1.5));
                Assert.All(after, static figure => Assert.InRange(figure, 1 / 32.0, 32));
                before = after;
            }
        },
        iter: 100);

    [Theory]
    [InlineData(4)]
    [InlineData(0.3)]
    [InlineData(12)]
    public void Figures_come_to_what_calls_take_on_average(double factor)
    {
        var random = new Random(3);
        var forecast = new ModelForecast(Model);
        for (var i = 0; i < 600; i++)
        {
            // Log-normal about the factor, as answers' lengths are.
            var tokens = 250 * factor * Math.Exp((0.5 * Normal(random)) - 0.125);
            var wait = 1 * factor * Math.Exp((0.5 * Normal(random)) - 0.125);
            var streams = i % 2 == 0;
            forecast.Learn(Call((long)tokens, TimeSpan.FromSeconds(wait + (tokens / 100 * factor)), streams ? TimeSpan.FromSeconds(wait) : null), Prompt);
        }

        Assert.InRange(forecast.OutputFactor(PromptTask.Chat, thinks: true) / factor, 0.85, 1.15);
        Assert.InRange(forecast.WaitFactor / factor, 0.85, 1.15);
        Assert.InRange(forecast.PaceFactor / factor, 0.85, 1.15);
        Assert.Equal(600, forecast.Calls);
    }

    [Fact]
    public void Few_calls_are_drawn_to_the_profile_and_a_task_to_the_others()
    {
        var forecast = new ModelForecast(Model);
        var last = 1.0;
        for (var n = 1; n <= 30; n++)
        {
            forecast.Learn(Call(750, TimeSpan.FromSeconds(8.5)), Prompt);
            var other = forecast.OutputFactor(PromptTask.Code, thinks: true);
            Assert.Equal(((3.0 * n) + 10) / (n + 10), other, 9);
            var own = forecast.OutputFactor(PromptTask.Chat, thinks: true);
            Assert.InRange(own, last, 3);
            Assert.True(own > other);
            last = own;
        }

        Assert.Equal(1, forecast.OutputFactor(PromptTask.Chat, thinks: false));

        // A task that takes less than the others gets there, and leaves them where they are.
        for (var n = 0; n < 300; n++)
        {
            forecast.Learn(Call(750, TimeSpan.FromSeconds(8.5)), Prompt);
            forecast.Learn(Call(125, TimeSpan.FromSeconds(2.25), task: PromptTask.Code), Prompt with { Task = PromptTask.Code });
        }

        Assert.Equal(3, forecast.OutputFactor(PromptTask.Chat, thinks: true), 0.1);
        Assert.Equal(0.5, forecast.OutputFactor(PromptTask.Code, thinks: true), 0.1);
    }

    [Fact]
    public void What_changes_is_followed_and_old_calls_are_forgotten()
    {
        var forecast = new ModelForecast(Model);
        foreach (var (tokens, expected) in ((long, double)[])[(1_000, 4), (250, 1), (1_000, 4)])
        {
            for (var i = 0; i < 1_000; i++)
            {
                forecast.Learn(Call(tokens, TimeSpan.FromSeconds(1)), Prompt);
            }

            Assert.Equal(expected, forecast.OutputFactor(PromptTask.Chat, thinks: true), 0.1);
        }
    }

    [Fact]
    public void Only_answers_that_no_limit_cut_are_learned_from_and_only_of_the_profile_as_it_is()
    {
        var forecasts = new LearnedForecasts();
        foreach (var outcome in Enum.GetValues<AttemptOutcome>().Except([AttemptOutcome.Succeeded, AttemptOutcome.Escalated, AttemptOutcome.Compared, AttemptOutcome.Superseded]))
        {
            forecasts.Learn(Call(9_000, TimeSpan.FromSeconds(90)) with { Outcome = outcome }, Model);
        }

        forecasts.Learn(Call(9_000, TimeSpan.FromSeconds(90)) with { Prompt = null }, Model);
        Assert.Null(forecasts.Find(Model));

        // A limit below what is expected tells of the limit alone.
        forecasts.Learn(Call(40, TimeSpan.FromSeconds(1)) with { Prompt = Prompt with { OutputLimit = 40 } }, Model);
        Assert.Equal(1, forecasts.Find(Model)!.OutputFactor(PromptTask.Chat, thinks: true));
        forecasts.Learn(Call(1_000, TimeSpan.FromSeconds(11)) with { Prompt = Prompt with { OutputLimit = 1_000 } }, Model);
        Assert.True(forecasts.Find(Model)!.OutputFactor(PromptTask.Chat, thinks: true) > 1);

        // Factors to other figures would be others.
        var changed = Model with { ExpectedReasoningTokens = 2_000 };
        Assert.Null(forecasts.Find(changed));
        forecasts.Learn(Call(1_000, TimeSpan.FromSeconds(11)), changed);
        Assert.Equal(1, forecasts.Find(changed)!.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_takes_more_than_its_profile_says_loses_the_lead_and_not_without_learning(bool stream)
    {
        foreach (var learns in (bool[])[false, true])
        {
            var time = new FakeTimeProvider();
            var usage = new UsageDetails { InputTokenCount = 20, OutputTokenCount = 40_000, ReasoningTokenCount = 39_000 };
            ModelEndpoint[] endpoints =
            [
                new(Routers.Profile("talker", 0.6), new TimedChatClient(time, (30, "well"), (60, ", so")) { Usage = usage }),
                new(Routers.Profile("terse", 0.59), new TimedChatClient(time, (1, "so"))),
            ];
            await using var learner = await OutcomeLearner.OpenAsync(options: new() { Forecasts = learns }, cancellationToken: Ct);
            using var router = new ModelRouterChatClient(endpoints, timeProvider: time, learner: learner);
            var before = router.Route(Routers.Hello).Ranking;
            Assert.Equal("talker", before[0].Model);
            for (var i = 0; i < 20; i++)
            {
                await time.RunAsync(router.AskAsync(stream, Routers.Hello, new() { ModelId = "talker" }), TimeSpan.FromSeconds(10));
            }

            var after = router.Route(Routers.Hello).Ranking;
            if (learns)
            {
                Assert.Equal("terse", after[0].Model);
                Assert.Equal(before[1], after[0]);
                Assert.True(after[1].Cost > 3 * before[0].Cost && after[1].Latency > 3 * before[0].Latency, $"{before[0]} {after[1]}");
                await learner.ResetAsync(Ct);
                after = router.Route(Routers.Hello).Ranking;
            }

            Assert.Equal(before, after);
        }
    }

    /// <summary>What it waited, and the wait and pace that come of it: 1 second and 1 until they are told otherwise, and 3.5 seconds for a whole answer.</summary>
    [Theory]
    [InlineData(true, 5, 5, 1)]
    [InlineData(true, 3, 3, 1)]
    [InlineData(true, 0.9, 1, 1)]
    [InlineData(false, 7, 2, 2)]
    [InlineData(false, 3, 1, 1)]
    public void Who_was_overtaken_is_as_slow_as_he_was_seen_to_wait_and_not_quicker(bool isStreamed, double waited, double wait, double pace)
    {
        var forecasts = new LearnedForecasts();
        for (var i = 0; i < 2_000; i++)
        {
            forecasts.Learn(Call(0, TimeSpan.FromSeconds(waited)) with { Outcome = AttemptOutcome.Superseded }, Model, isStreamed);
        }

        var forecast = forecasts.Find(Model)!;
        Assert.Equal(wait, forecast.WaitFactor, 0.01 * wait);
        Assert.Equal(pace, forecast.PaceFactor, 0.01 * pace);
        Assert.All(Figures(forecast)[2..], static output => Assert.Equal(1, output));
        Assert.Equal(wait > 1, forecast.Calls > 0);
    }

    [Fact]
    public void Calls_of_a_batch_tell_how_much_a_model_writes_and_not_how_long_it_takes()
    {
        var forecast = new ModelForecast(Model);
        for (var i = 0; i < 20; i++)
        {
            forecast.Learn(Call(750, TimeSpan.FromHours(2)) with { IsBatch = true }, Prompt);
            forecast.Learn(Call(750, TimeSpan.FromHours(2), TimeSpan.FromHours(1)) with { IsBatch = true }, Prompt);
            forecast.Learn(Call(0, TimeSpan.FromHours(2)) with { IsBatch = true, Outcome = AttemptOutcome.Superseded }, Prompt);
        }

        Assert.Equal((1, 1, 40), (forecast.WaitFactor, forecast.PaceFactor, forecast.Calls));
        Assert.InRange(forecast.OutputFactor(PromptTask.Chat, thinks: true), 2, 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_hedges_overtake_again_and_again_loses_the_lead(bool stream)
    {
        var time = new FakeTimeProvider();
        TimedChatClient slow = new(time, (1_000_000, "slow")), quick = new(time, (1, "quick"));
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        using var router = new ModelRouterChatClient(
            [new(Routers.Profile("slow", 0.9), slow), new(Routers.Profile("quick", 0.5), quick)],
            new() { Worth = 1, WaitPricePerSecond = 0.02m, Execution = { HedgeDelay = TimeSpan.FromSeconds(60) } }, timeProvider: time, learner: learner);
        Assert.Equal("slow", router.Route(Routers.Hello).Ranking[0].Model);
        for (var i = 0; i < 40; i++)
        {
            await time.RunAsync(router.AskAsync(stream, Routers.Hello), TimeSpan.FromSeconds(10));
        }

        Assert.Equal("quick", router.Route(Routers.Hello).Ranking[0].Model);
        Assert.InRange(slow.Calls, 3, 39);
        Assert.Equal(40, quick.Calls);
    }

    [Fact]
    public void Neither_learning_nor_reading_makes_garbage()
    {
        var forecasts = new LearnedForecasts();
        var call = Call(1_000, TimeSpan.FromSeconds(11));
        var sum = Use();
        var before = GC.GetAllocatedBytesForCurrentThread();
        const int Uses = 1_000;
        for (var i = 0; i < Uses; i++)
        {
            sum += Use();
        }

        // The runtime may allocate something once, when it compiles anew what is used often.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Uses / 2);
        Assert.True(sum > 0);

        double Use()
        {
            forecasts.Learn(call, Model);
            var forecast = forecasts.Find(Model)!;
            return forecast.OutputFactor(PromptTask.Chat, thinks: true) + forecast.Latency(100).TotalSeconds;
        }
    }

    [Fact]
    public void Reading_beside_learning_gives_figures_in_their_range()
    {
        var forecasts = new LearnedForecasts();
        Parallel.For(0, 4_000, i =>
        {
            if (i % 4 == 0)
            {
                forecasts.Learn(Call(i, TimeSpan.FromSeconds(i)), Model);
            }
            else if (forecasts.Find(Model) is { } forecast)
            {
                Assert.All(Figures(forecast), static figure => Assert.InRange(figure, 1 / 32.0, 32));
            }
        });
        Assert.Equal(1_000, forecasts.Find(Model)!.Calls);
    }

    private static double[] Figures(ModelForecast forecast) =>
    [
        forecast.WaitFactor, forecast.PaceFactor,
        .. Enum.GetValues<PromptTask>().SelectMany(task => (double[])[forecast.OutputFactor(task, thinks: true), forecast.OutputFactor(task, thinks: false)]),
    ];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static SpendEntry Call(long tokens, TimeSpan duration, TimeSpan? first = null, PromptTask task = PromptTask.Chat, bool thinks = true) => new(
        Guid.Empty, DateTimeOffset.UnixEpoch, "m", ModelTier.Cloud, task, AttemptOutcome.Succeeded, new(100, 0, tokens, 0), 0, duration)
    {
        Prompt = Prompt with { Task = task, ExpectsThinking = thinks },
        TimeToFirstContent = first,
    };
}
