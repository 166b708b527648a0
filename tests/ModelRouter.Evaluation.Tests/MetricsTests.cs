using CsCheck;

namespace ModelRouter.Evaluation.Tests;

public class MetricsTests
{
    [Fact]
    public void The_hull_keeps_what_no_mixture_beats()
    {
        var curve = CostQualityCurve.Of([new(0, 0.2), new(1, 0.3), new(2, 0.8), new(3, 0.7), new(4, 0.9)]);

        Assert.Equal([new(0, 0.2), new(2, 0.8), new(4, 0.9)], curve.Hull);

        // 2 × 0.5 + 2 × 0.85 + 1 × 0.9 over 5.
        Assert.Equal(3.6 / 5, curve.Aiq(5), 9);
        Assert.Equal(1m, curve.CostAt(0.5));
        Assert.Equal(0m, curve.CostAt(0.1));
        Assert.Null(curve.CostAt(0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.Aiq(3));
        Assert.Throws<ArgumentException>(() => CostQualityCurve.Of([]));
    }

    [Fact]
    public void A_hull_rises_ever_less_steeply_and_lies_above_every_point()
    {
        Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 1]).Array[1, 40].Sample(points =>
        {
            CostQualityPoint[] given = [.. points.Select(static p => new CostQualityPoint(p.Item1, p.Item2))];
            var hull = CostQualityCurve.Of(given).Hull;
            var slopes = hull.Zip(hull.Skip(1), static (a, b) => (b.Quality - a.Quality) / (double)(b.Cost - a.Cost)).ToList();
            Assert.All(slopes, static slope => Assert.True(slope > 0));
            Assert.All(slopes.Zip(slopes.Skip(1)), static pair => Assert.True(pair.First >= pair.Second));
            Assert.All(given, point => Assert.True(CostQualityCurve.Of(given).CostAt(point.Quality) <= point.Cost + 0.000_001m));
        });
    }

    [Fact]
    public void The_arena_score_is_that_of_its_formula()
    {
        // c = 0.0044: C = 1, S = 1.1·0.8 / (0.08 + 1). c = 200: C = 0.
        Assert.Equal(0.88 / 1.08, ArenaScore.Of(0.8, 0.0044m), 9);
        Assert.Equal(0, ArenaScore.Of(0.8, 200));
        Assert.Equal(ArenaScore.Of(0.8, 0), ArenaScore.Of(0.8, 0.001m));

        var c = (Math.Log2(200) - Math.Log2(1)) / (Math.Log2(200) - Math.Log2(0.0044));
        Assert.Equal(1.1 * 0.7 * c / ((0.1 * 0.7) + c), ArenaScore.Of(0.7, 1), 9);
    }

    [Fact]
    public void Calibration_is_the_weighted_distance_of_the_bins()
    {
        // Bin 0.2: two rows at 0.25, one right: 0.25 too low. Bin 0.9: 0.95 and 1, both right: 0.025 too low.
        Assert.Equal(((2 * 0.25) + (2 * 0.025)) / 4, CalibrationError.Expected([0.25, 0.25, 0.95, 1], [1, 0, 1, 1]), 9);
        Assert.Equal(0, CalibrationError.Expected([0.5, 0.5], [1, 0]), 9);
        Assert.Throws<ArgumentException>(() => CalibrationError.Expected([1.1], [1]));
    }

    [Fact]
    public void Intervals_hold_the_mean_as_often_as_they_say()
    {
        var random = new Random(5);
        var held = 0;
        for (var set = 0; set < 200; set++)
        {
            double[] values = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() < 0.3 ? 1.0 : 0.0)];
            var interval = Bootstrap.Of(values.Length, rows => rows.Average(i => values[i]), seed: set, draws: 300, TestContext.Current.CancellationToken);
            Assert.Equal(values.Average(), interval.Estimate, 9);
            held += interval is { Low: <= 0.3, High: >= 0.3 } ? 1 : 0;
        }

        Assert.InRange(held, 178, 200);
    }

    [Fact]
    public void Bootstrap_of_whole_groups_holds_what_rows_alone_are_too_sure_of()
    {
        var random = new Random(6);
        var (byGroup, byRow) = (0, 0);
        for (var set = 0; set < 100; set++)
        {
            // Thirty tasks, each easy or hard as a whole.
            double[] values = [.. Enumerable.Range(0, 30).SelectMany(_ => Enumerable.Repeat(random.NextDouble() < 0.5 ? 1.0 : 0.0, 10))];
            int[][] tasks = [.. Enumerable.Range(0, values.Length).Chunk(10)];
            byGroup += Holds(tasks) ? 1 : 0;
            byRow += Holds(RowGroups.EachAlone(values.Length)) ? 1 : 0;

            bool Holds(int[][] groups) =>
                Bootstrap.OfEach(groups, rows => [rows.Average(i => values[i])], set, 300, TestContext.Current.CancellationToken)[0] is { Low: <= 0.5, High: >= 0.5 };
        }

        Assert.InRange(byGroup, 85, 100);
        Assert.InRange(byRow, 0, 65);
    }

    [Fact]
    public void A_quantile_at_a_whole_place_is_the_value_there_whatever_comes_next()
    {
        double[] sorted = [1, 2, double.PositiveInfinity];
        Assert.Equal([1, 1.5, 2, double.PositiveInfinity, double.PositiveInfinity], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => Quantile.Of(sorted, share)));

        // Of 41 draws the second and the one before the last are the ends of 95%.
        Assert.Equal(39, Quantile.Of([.. Enumerable.Range(0, 40).Select(static i => (double)i), double.PositiveInfinity], 0.975));
    }

    [Fact]
    public void One_group_has_a_figure_and_no_interval()
    {
        double[] values = [0, 1, 1, 1];
        var one = Bootstrap.OfEach([[0, 1, 2, 3]], rows => [rows.Average(i => values[i])], seed: 0, draws: 100, TestContext.Current.CancellationToken)[0];
        Assert.Equal(new(0.75, double.NaN, double.NaN), one);
        Assert.Equal(new(0, double.NaN, double.NaN), Bootstrap.Of(1, rows => values[rows[0]], seed: 0, draws: 100, TestContext.Current.CancellationToken));

        var two = Bootstrap.OfEach([[0], [1, 2, 3]], rows => [rows.Average(i => values[i])], seed: 0, draws: 100, TestContext.Current.CancellationToken)[0];
        Assert.Equal(new(0.75, 0, 1), two);
    }

    [Fact]
    public void Regret_is_measured_against_the_best_choice_of_each_row()
    {
        var data = new RoutingDataset(
            [new("cheap", 0, 0), new("dear", 0, 0)],
            [new("1", "b", "p", [1, 1]) { Costs = [0.001m, 0.01m] }, new("2", "b", "p", [0, 1]) { Costs = [0.001m, 0.01m] }],
            []);

        Assert.Equal(0, Regret.Of(data, [0, 1], worth: 0.1m));
        Assert.Equal(0.009m / 2, Regret.Of(data, [1, 1], worth: 0.1m));
        Assert.Equal(0.091m / 2, Regret.Of(data, [0, 0], worth: 0.1m));
    }
}
