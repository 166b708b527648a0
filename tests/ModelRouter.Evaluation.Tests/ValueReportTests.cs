using CsCheck;

namespace ModelRouter.Evaluation.Tests;

public class ValueReportTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void Figures_worked_out_by_hand()
    {
        // Ten rows: 0 to 3 the cheap model is right on, the dear one on all but row 0. A dollar and ten.
        var data = new RoutingDataset(
            [new("cheap"), new("dear")],
            [.. Enumerable.Range(0, 10).Select(static i => new RoutingRow($"{i}", "b", "p", [i < 4 ? 1 : 0, i > 0 ? 1 : 0]) { Costs = [1, 10] })],
            []);
        var report = ValueReport.Of(Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct), worth: 100, draws: 100, cancellationToken: Ct);

        Assert.Equal("dear cheap", string.Join(' ', report.Singles.Select(static single => single.Name)));
        Assert.Equal((0.9, 10m), (report.Singles[0].Quality.Estimate, report.Singles[0].Cost));
        var (router, lot, oracle) = (report.Ways[0], report.Ways[2], report.Ways[3]);

        // Who knows asks the cheap one on 0 to 3: 4 × 1 + 6 × 10 dollars for all ten right.
        Assert.Equal([new(1, 0.4), new(6.4m, 1)], oracle.Curve.Hull);
        Assert.Equal([new(1, 0.4), new(10, 0.9)], lot.Curve.Hull);
        Assert.Equal(oracle.Curve.Hull, router.Curve.Hull);
        Assert.Equal(1 + (5.4 * 0.5 / 0.6), oracle.CostShare.Estimate * 10, 9);
        Assert.Equal(1, lot.CostShare.Estimate, 9);
        Assert.Equal(((5.4 * 0.7) + 3.6) / 10, router.Aiq.Estimate, 9);
        Assert.Equal((1.0, 0.1), (router.Unbounded!.Value.Estimate, Math.Round(router.BeyondBest!.Value.Estimate, 9)));
        Assert.Equal((1.0, 6.4, 0.0), (router.AtWorth!.Quality.Estimate, Math.Round(router.AtWorth.Cost.Estimate, 9), router.AtWorth.Regret.Estimate));
        Assert.Equal(ArenaScore.Of(1, 6_400), router.AtWorth.Arena.Estimate, 9);
        Assert.Null(lot.AtWorth);
    }

    [Fact]
    public void Shares_are_of_the_best_models_cost_and_areas_up_to_the_dearest()
    {
        // As above, with a model that costs most and is never right.
        var data = new RoutingDataset(
            [new("cheap"), new("dear"), new("vain")],
            [.. Enumerable.Range(0, 10).Select(static i => new RoutingRow($"{i}", "b", "p", [i < 4 ? 1 : 0, i > 0 ? 1 : 0, 0]) { Costs = [1, 10, 20] })],
            []);
        var router = ValueReport.Of(Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct), worth: 100, draws: 100, cancellationToken: Ct).Ways[0];

        Assert.Equal((1 + (5.4 * 0.5 / 0.6)) / 10, router.CostShare.Estimate, 9);
        Assert.Equal(((5.4 * 0.7) + 13.6) / 20, router.Aiq.Estimate, 9);
    }

    [Fact]
    public void A_router_that_tells_nothing_apart_but_the_models_is_the_best_single_model_as_worth_grows()
    {
        var report = ValueReport.Of(Trial.Run(Samples.Of(3, 40), static (rows, _, _, _) => [.. rows.Rows.Select(static _ => new[] { 0.6, 0.8 })], new(), cancellationToken: Ct), 0.01m, draws: 100, cancellationToken: Ct);

        Assert.Equal("dear", report.Singles[0].Name);
        Assert.Equal(0, report.Ways[0].BeyondBest!.Value.Estimate, 9);
        Assert.Equal((0, 0), (Math.Round(report.Ways[0].BeyondBest!.Value.Low, 9), Math.Round(report.Ways[0].BeyondBest!.Value.High, 9)));
        Assert.Equal(1, report.Ways[0].CostShare.Estimate, 9);
        Assert.Equal(0.1, Math.Abs(report.Singles[0].Calibration.Estimate), 9);
    }

    [Fact]
    public void Of_models_that_only_rounding_tells_apart_the_cheaper_is_best()
    {
        double[] cheap = [0.1, 0.2, 0.3], dear = [0.3, 0.2, 0.1];
        foreach (var (a, b) in new[] { (cheap, dear), (dear, cheap) })
        {
            var data = new RoutingDataset(
                [new("dear"), new("cheap")], [.. Enumerable.Range(0, 3).Select(i => new RoutingRow($"{i}", "b", $"p{i}", [a[i], b[i]]) { Costs = [10, 1] })], []);
            var report = ValueReport.Of(Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct), worth: 100, draws: 100, cancellationToken: Ct);

            Assert.Equal("cheap dear", string.Join(' ', report.Singles.Select(static single => single.Name)));
            var lot = report.Ways.Single(static way => way.Name == "random");
            Assert.Equal(1m, Assert.Single(lot.Curve.Hull).Cost);
            Assert.Equal(1, lot.CostShare.Estimate);
        }
    }

    [Fact]
    public void As_good_as_a_best_model_that_is_free_costs_as_much()
    {
        var data = new RoutingDataset(
            [new("own"), new("cloud")],
            [.. Enumerable.Range(0, 20).Select(static i => new RoutingRow($"{i}", "b", "p", [i > 0 ? 1 : 0, i % 2]) { Costs = [0, 1] })],
            []);
        var report = ValueReport.Of(Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct), worth: 100, draws: 100, cancellationToken: Ct);
        Assert.All(report.Ways.Where(static way => way.Name is "random" or "router" or "oracle"), static way => Assert.Equal(1, way.CostShare.Estimate));
    }

    [Fact]
    public void What_rows_tell_of_costs_is_expected_before_what_prices_let_expect()
    {
        var told = new RoutingDataset(
            [new("a", 1, 4), new("b", 1, 6)],
            [.. Enumerable.Range(0, 10).Select(static i => new RoutingRow($"{i}", "b", "p", [1, 1]) { Costs = [0.001m, 0.05m] })],
            []);
        var router = ValueReport.Of(Trial.Run(told, static (rows, _, _, _) => [.. rows.Rows.Select(static _ => new[] { 0.9, 0.95 })], new(), cancellationToken: Ct), worth: 0.1m, draws: 100, cancellationToken: Ct).Ways[0];
        Assert.Equal((0.001, 0.0), (Math.Round(router.AtWorth!.Cost.Estimate, 9), router.AtWorth.Regret.Estimate));
    }

    [Fact]
    public void A_token_is_four_characters_and_a_part_of_one_counts()
    {
        var data = new RoutingDataset([new("a", 1, 2)], [new RoutingRow("1", "b", "abc", [1]) { OutputCharacters = [3] }], []);
        Assert.Equal(0.00000225m, data.CostOf(data.Rows[0], 0));
    }

    [Fact]
    public void A_router_that_never_reaches_the_best_model_says_so()
    {
        var report = ValueReport.Of(Trial.Run(Samples.Of(3, 40), static (rows, _, _, _) => [.. rows.Rows.Select(static _ => new[] { 0.8, 0.6 })], new(), cancellationToken: Ct), 0.01m, draws: 100, cancellationToken: Ct);
        Assert.True(double.IsPositiveInfinity(report.Ways[0].CostShare.Estimate));
        Assert.True(report.Ways[0].BeyondBest!.Value.Estimate < 0);
    }

    [Fact]
    public void Regret_and_values_are_those_of_the_metrics_and_nothing_beats_the_oracle()
    {
        var row = Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[1, 400]);
        row.Array[5, 60].Sample(rows =>
        {
            var data = new RoutingDataset(
                Samples.Models,
                [.. rows.Select(static (r, i) => new RoutingRow($"{i}", "b", new string('x', r.Item5), [r.Item3, r.Item4]))],
                []);
            var trial = new Trial(data, [.. rows.Select(static r => new[] { r.Item1, r.Item2 })], null, 0, 0);
            var report = ValueReport.Of(trial, worth: 0.005m, draws: 100, cancellationToken: Ct);

            // Costs of the model's mean length are known beforehand, so the router's choices can be made here as well.
            int[] chosen = [.. data.Rows.Select((r, i) => (0.005m * (decimal)(rows[i].Item2 - rows[i].Item1)) > data.CostOf(r, 1) - data.CostOf(r, 0) ? 1 : 0)];
            Assert.Equal((double)Regret.Of(data, chosen, 0.005m), report.Ways[0].AtWorth!.Regret.Estimate, tolerance: 1e-9);
            Assert.Equal(0, report.Ways[^1].AtWorth!.Regret.Estimate, tolerance: 1e-9);
            Assert.All(report.Ways, way => Assert.True(way.Aiq.Estimate <= report.Ways[^1].Aiq.Estimate + 0.02));
            Assert.All(report.Ways, way => Assert.True(way.Curve.Hull[^1].Quality <= report.Ways[^1].Curve.Hull[^1].Quality + 1e-9));
        }, iter: 30);
    }

    [Fact]
    public void A_model_that_is_hardly_known_is_left_out_and_then_rows_with_gaps()
    {
        var data = Samples.Of(2, 50);
        data = new(
            [.. Samples.Models, new("new", 1, 1)],
            [.. data.Rows.Select(static (row, i) => row with { Quality = [row.Quality[0], i < 4 ? null : row.Quality[1], i % 2 == 0 ? 1 : null] })],
            []);
        var report = ValueReport.Of(Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct), 0.01m, draws: 100, cancellationToken: Ct);

        Assert.Equal(["new"], report.LeftOut);
        Assert.Equal((96, 4), (report.Rows, report.Unknown));
        Assert.Equal(2, report.Singles.Count);
    }

    [Fact]
    public void Without_prices_or_costs_there_is_no_value()
    {
        var data = Samples.Of(2, 20) with { Models = [new("cheap"), new("dear")] };
        var failure = Assert.Throws<RoutingDataException>(() => ValueReport.Of(Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct), 0.01m, cancellationToken: Ct));
        Assert.Contains("'cheap' costs is not known: give it 'input_per_million_usd'", failure.Message, StringComparison.Ordinal);
        var early = Assert.Throws<RoutingDataException>(() => LearningCurve.OfValue(data, NobodyAsks, new() { Counts = [0] }, cancellationToken: Ct));
        Assert.Equal(failure.Message, early.Message);

        static IReadOnlyList<double[]> NobodyAsks(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct) =>
            throw new InvalidOperationException("Predicted in vain.");
    }
}
