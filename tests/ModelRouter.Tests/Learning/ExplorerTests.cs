using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public sealed class ExplorerTests
{
    private static readonly Gen<RankedModel[]> Rankings = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 300]).Array[1, 5]
        .Select(static models => Explorers.Ranked([.. models.Select(static (model, i) => Explorers.Model($"m{i}", model.Item1, model.Item2 / 1_000m))]));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Share_and_budgets_hold_whatever_is_asked_by_however_many_at_once()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        Gen.Select(Rankings.Array[1, 12], Gen.Double[0, 0.2], Gen.Int[0, 200], Gen.Int[0, 2_000], Gen.Int).Sample(
            (rankings, share, maxExtra, budget, seed) =>
            {
                var options = Explorers.Options(share, maxExtra / 1_000m, budget / 1_000m, seed);
                var explorer = Explorers.Over(learner, options);
                var (asked, explored, spent) = (0, 0, 0m);
                var gate = new Lock();
                Parallel.For(0, 600, new() { MaxDegreeOfParallelism = 4 }, i =>
                {
                    var ranking = rankings[i % rankings.Length];
                    var exploration = explorer.Explore(Explorers.Prompt, ranking, PolicyVerdict.None, 1, isDraw: true);
                    Assert.InRange(exploration?.Candidates.Sum(static candidate => candidate.Probability) ?? 0, 0, share + 1e-12);
                    lock (gate)
                    {
                        asked++;
                        if (exploration?.Explored is { } candidate)
                        {
                            Assert.Equal(ranking[0].Model, exploration.Best);
                            var model = Assert.Single(ranking[1..], model => model.Model == candidate.Model);
                            Assert.Equal(Math.Max(Math.Max(ranking[0].Value - model.Value, model.Cost - ranking[0].Cost), 0), exploration.ExtraCost);
                            Assert.InRange(exploration.ExtraCost, 0, options.Exploration.MaxExtraCost);
                            (explored, spent) = (explored + 1, spent + exploration.ExtraCost);
                        }
                    }
                });
                Assert.True(explored <= share * asked, $"{explored} of {asked}, {share}");
                Assert.True(spent <= options.Exploration.DailyBudget, $"{spent} of {options.Exploration.DailyBudget}");
                Assert.Equal(spent, explorer.Spent);
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task At_no_time_more_than_the_share_has_been_explored_and_yet_nearly_all_of_it_in_the_end()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        var ranking = Explorers.Ranked(Explorers.Model("a", 0.5001), Explorers.Model("b", 0.5), Explorers.Model("c", 0.5));
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var explorer = Explorers.Over(learner, Explorers.Options(0.1, seed: seed));
            var explored = 0;
            for (var asked = 1; asked <= 2_000; asked++)
            {
                explored += explorer.Explore(Explorers.Prompt, ranking, PolicyVerdict.None, 1, isDraw: true)?.Explored is null ? 0 : 1;
                Assert.True(explored <= 0.1 * asked, $"{explored} of {asked}");
            }

            Assert.InRange(explored, 120, 200);
        }
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_and_telling_draws_nothing()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        Gen.Select(Rankings.Array[1, 8], Gen.Int).Sample(
            (rankings, seed) =>
            {
                var (one, other) = (Explorers.Over(learner, Explorers.Options(seed: seed)), Explorers.Over(learner, Explorers.Options(seed: seed)));
                for (var i = 0; i < 200; i++)
                {
                    var ranking = rankings[i % rankings.Length];
                    var told = other.Explore(Explorers.Prompt, ranking, PolicyVerdict.None, 1, isDraw: false);
                    var (a, b) = (Draw(one, ranking), Draw(other, ranking));
                    Assert.Equal((a?.Explored, a?.Propensity), (b?.Explored, b?.Propensity));
                    Assert.True(a is null || a.Candidates.SequenceEqual(told!.Candidates));
                    Assert.Null(told?.Explored);
                }
            },
            iter: 40);

        static Exploration? Draw(Explorer explorer, RankedModel[] ranking) => explorer.Explore(Explorers.Prompt, ranking, PolicyVerdict.None, 1, isDraw: true);
    }

    /// <summary>Horvitz–Thompson: what a model brings on all requests is estimated without bias from those that it got.</summary>
    [Fact]
    public async Task Outcomes_weighted_by_one_over_the_propensity_estimate_what_each_model_brings()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        var ranking = Explorers.Ranked(Explorers.Model("a", 0.6), Explorers.Model("b", 0.55), Explorers.Model("c", 0.5));
        var sums = new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = 0, ["b"] = 0, ["c"] = 0 };
        var asked = 0;
        var explorer = Explorers.Over(learner, Explorers.Options(seed: 5));
        for (var i = 0; i < 30_000; i++)
        {
            if (explorer.Explore(Explorers.Prompt, ranking, PolicyVerdict.None, 1, isDraw: true) is { } exploration)
            {
                // Every model would bring 1.
                asked++;
                sums[exploration.Explored?.Model ?? exploration.Best] += 1 / exploration.Propensity;
            }
        }

        Assert.All(sums, model => Assert.InRange(model.Value / asked, 0.93, 1.07));
    }

    [Fact]
    public async Task Who_could_not_be_worth_more_or_is_known_to_be_worth_less_is_not_asked()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        var explorer = Explorers.Over(learner, Explorers.Options());

        // Right without fail it would be worth 0.6.
        Assert.Null(Told(Explorers.Model("best", 0.7), Explorers.Model("dear", 0.9999, 0.4m)));
        Assert.Null(Told(Explorers.Model("best", 0.9), Explorers.Model("poor", 0.1)));
        Assert.Null(Told(Explorers.Model("best", 0.9)));

        var likely = Told(Explorers.Model("best", 0.7), Explorers.Model("other", 0.5))!.Candidates[0];
        Assert.InRange(likely.ChanceToBeBetter, 0.2, 0.35);
        Assert.Equal(0.2m, likely.ExtraCost);

        // Labels that confirm what is predicted leave less and less room.
        var before = likely.ChanceToBeBetter;
        foreach (var labels in (int[])[20, 60])
        {
            for (var i = learner.Count; i < labels * 2; i++)
            {
                await learner.AddAsync(Labels.Of(i / 2, i / 2 % 2, model: i % 2 == 0 ? "best" : "other", baseLogit: 0), Ct);
                await learner.Fitting;
            }

            var now = Told(Explorers.Model("best", 0.7), Explorers.Model("other", 0.5))?.Candidates[0].ChanceToBeBetter ?? 0;
            Assert.True(now < before - 0.02, $"{before} -> {now}");
            before = now;
        }

        Exploration? Told(params RankedModel[] models) => explorer.Explore(Explorers.Prompt, models, PolicyVerdict.None, 1, isDraw: false);
    }

    [Fact]
    public async Task A_day_has_its_budget_and_what_costs_more_than_expected_is_counted()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        var time = new FakeTimeProvider(new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero));
        var explorer = Explorers.Over(learner, Explorers.Options(dailyBudget: 0.25m), time);
        var ranking = Explorers.Ranked(Explorers.Model("best", 0.6), Explorers.Model("other", 0.5));
        Assert.Equal(2, Ask(400));
        Assert.Equal(0.2m, explorer.Spent);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, explorer.Spent);
        explorer.Count(0.07m);
        Assert.Equal(1, Ask(400));
        Assert.Equal(0.17m, explorer.Spent);

        int Ask(int times) => Enumerable.Range(0, times).Count(_ => explorer.Explore(Explorers.Prompt, ranking, PolicyVerdict.None, 1, isDraw: true)?.Explored is not null);
    }

    [Fact]
    public async Task A_day_that_comes_back_has_its_budget_too()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);
        var time = new FakeTimeProvider(new(2027, 11, 26, 23, 0, 0, TimeSpan.Zero));
        var explorer = Explorers.Over(learner, Explorers.Options(), time);
        explorer.Count(0.07m);
        time.AdjustTime(time.GetUtcNow().AddYears(-1));
        Assert.Equal(0, explorer.Spent);
    }

    [Theory]
    [InlineData(-0.01, 1, 1)]
    [InlineData(0.21, 1, 1)]
    [InlineData(double.NaN, 1, 1)]
    [InlineData(0.1, -1, 1)]
    [InlineData(0.1, 1, -1)]
    public async Task An_option_out_of_its_range_is_refused(double share, int maxExtraCost, int dailyBudget) =>
        await Assert.ThrowsAsync<ArgumentException>(() => OutcomeLearner.OpenAsync(options: Explorers.Options(share, maxExtraCost, dailyBudget), cancellationToken: Ct));
}
