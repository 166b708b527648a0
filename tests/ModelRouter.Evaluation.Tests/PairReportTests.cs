namespace ModelRouter.Evaluation.Tests;

public class PairReportTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void Who_predicts_what_came_out_does_as_well_as_the_oracle()
    {
        var report = Report(Samples.Of(4, 50), Samples.Outcomes);

        Assert.Equal("router length random oracle", string.Join(' ', report.Ways.Select(static way => way.Name)));
        var (router, length, oracle) = (report.Ways[0], report.Ways[1], report.Ways[3]);
        Assert.Equal(oracle.Apgr, router.Apgr);
        Assert.Equal(0, router.Calibration!.Value.Estimate, 9);
        Assert.Equal(router.Apgr.Estimate - length.Apgr.Estimate, router.BeyondLength.Estimate, 9);
        Assert.Equal(0, length.BeyondLength.Estimate);
        Assert.Null(length.Calibration);
        Assert.True(router.Cpt20.Estimate <= router.Cpt50.Estimate && router.Cpt50.Estimate <= router.Cpt80.Estimate);
        Assert.All(report.Ways, static way => Assert.True(way.Apgr.Low <= way.Apgr.Estimate && way.Apgr.Estimate <= way.Apgr.High && way.Apgr.Low < way.Apgr.High));
    }

    [Fact]
    public void Rows_without_both_outcomes_are_not_counted_and_the_metrics_are_those_of_the_rest()
    {
        var data = Samples.Of(4, 50);
        data = data.With(data.Rows.Select(static (row, i) => i % 7 == 0 ? row with { Quality = [row.Quality[0], null] } : row));
        var report = Report(data, static (rows, _, _, _) => [.. rows.Rows.Select(static (_, i) => new[] { 0.4, i % 5 / 10.0 })]);

        var known = data.Rows.Select(static (row, i) => (row, i)).Where(static pair => pair.i % 7 != 0).ToList();
        double[] scores = [.. known.Select(static pair => (pair.i % 5 / 10.0) - 0.4)], weak = [.. known.Select(static pair => pair.row.Quality[0]!.Value)], strong = [.. known.Select(static pair => pair.row.Quality[1]!.Value)];
        Assert.Equal((known.Count, 29), (report.Rows, report.Unknown));
        Assert.Equal(PairCurve.Of(scores, weak, strong).Apgr, report.Ways[0].Apgr.Estimate, 9);
        Assert.Equal(
            CalibrationError.Expected([.. known.SelectMany(static pair => new[] { 0.4, pair.i % 5 / 10.0 })], [.. weak.Zip(strong).SelectMany(static pair => new[] { pair.First, pair.Second })]),
            report.Ways[0].Calibration!.Value.Estimate, 9);
        Assert.Equal((weak.Average(), strong.Average()), (report.WeakQuality, report.StrongQuality));
    }

    [Fact]
    public void Slices_are_by_the_first_key_that_tells_rows_apart_or_the_one_asked_for()
    {
        var report = Report(Samples.Of(4, 50), Samples.Outcomes);
        Assert.Equal(RowGrouping.Subset, report.SliceBy);
        Assert.Equal("t0 t1 t2 t3", string.Join(' ', report.Slices.Select(static slice => slice.Name)));

        // In odd tasks the cheap model is the better one.
        Assert.Equal([true, false, true, false], report.Slices.Select(static slice => slice.Apgr is not null));
        Assert.All(report.Slices, static slice => Assert.Equal(50, slice.Rows));
        Assert.Equal([0.0, null, 0.0, null], report.Slices.Select(static slice => slice.Calibration?.Estimate));

        var languages = Report(Samples.Of(4, 50), Samples.Outcomes, RowGrouping.Language);
        Assert.Equal("en ko", string.Join(' ', languages.Slices.Select(static slice => slice.Name)));
        Assert.Null(Report(Samples.Of(2, 9), Samples.Outcomes).Slices[0].Apgr);
    }

    [Theory]
    [InlineData("cheap", "cheap", "must differ")]
    [InlineData("dear", "cheap", "Swap them?")]
    [InlineData("cheep", "dear", "Did you mean 'cheap'?")]
    public void A_pair_that_is_none_is_refused(string weak, string strong, string expected)
    {
        var trial = Trial.Run(Samples.Of(4, 50), Samples.Outcomes, new(), cancellationToken: Ct);
        Assert.Contains(expected, Assert.Throws<RoutingDataException>(() => PairReport.Of(trial, weak, strong, cancellationToken: Ct)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<RoutingDataException>(() => PairReport.ThrowIfIncomparable(trial.Data, weak, strong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_can_be_compared_has_rows_with_both_outcomes()
    {
        var data = Samples.Of(4, 50);
        PairReport.ThrowIfIncomparable(data, "cheap", "dear");
        data = data.With(data.Rows.Select(static (row, i) => row with { Quality = i % 2 == 0 ? [0, null] : [null, 1] }));
        var none = Assert.Throws<RoutingDataException>(() => PairReport.ThrowIfIncomparable(data, "cheap", "DEAR"));
        Assert.Equal("No row has outcomes of both 'cheap' and 'dear'.", none.Message);
    }

    [Fact]
    public void Models_are_called_as_the_data_calls_them()
    {
        var trial = Trial.Run(Samples.Of(4, 50), Samples.Outcomes, new(), cancellationToken: Ct);
        var report = PairReport.Of(trial, "CHEAP", "Dear", draws: 100, cancellationToken: Ct);
        Assert.Equal(("cheap", "dear"), (report.Weak, report.Strong));
    }

    [Fact]
    public void Models_that_only_rounding_tells_apart_are_equally_good()
    {
        var data = Graded([0.3, 0.2, 0.1], [0.1, 0.2, 0.3]);
        var trial = Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct);
        foreach (var (weak, strong) in new[] { ("cheap", "dear"), ("dear", "cheap") })
        {
            var equal = Assert.Throws<RoutingDataException>(() => PairReport.Of(trial, weak, strong, cancellationToken: Ct));
            Assert.Contains("as many", equal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Swap", equal.Message, StringComparison.Ordinal);
            Assert.Throws<RoutingDataException>(() => PairLearning.Of(trial, weak, strong, seed: 0));
        }

        Assert.True(double.IsNaN(PairCurve.Of([1, 2, 3], [0.3, 0.2, 0.1], [0.1, 0.2, 0.3]).Apgr));
    }

    [Fact]
    public void Draws_with_hardly_a_gap_have_no_share_of_it()
    {
        // Losses nearly make up for gains, and seldom leave just a little.
        double[] weak = [.. Enumerable.Range(0, 40).Select(static i => i % 2 == 0 ? 0.5 : 0)];
        double[] strong = [.. weak.Select(static (outcome, i) => i % 2 == 0 ? 0 : i < 20 ? 0.5001 : 0.6)];
        var trial = Trial.Run(Graded(weak, strong), static (rows, _, _, _) => [.. rows.Rows.Select(static (_, i) => new[] { 0.4, i % 5 / 10.0 })], new(), cancellationToken: Ct);
        var gap = strong.Average() - weak.Average();
        var pair = new PairTrial(trial, "cheap", "dear", seed: 0);
        Assert.Equal(gap / 100, PairTrial.LeastGap(pair.Weak, pair.Strong), 12);

        // Whatever the curve, it is no further than one answer from the weak model, and so not beyond a hundred gaps.
        foreach (var way in PairReport.Of(trial, "cheap", "dear", seed: 3, draws: 2_000, cancellationToken: Ct).Ways)
        {
            Assert.InRange(way.Apgr.High, double.NegativeInfinity, 100 / gap);
            Assert.InRange(way.Apgr.Low, -100 / gap, double.PositiveInfinity);
        }

        // Ten gains and nine losses are a draw whose gap is a gain and a thousandth of an answer: none.
        int[] hardly = [0, 1];
        Assert.True(double.IsNaN(PairLearning.Of(trial, "cheap", "dear", seed: 0).Figures(hardly)[0]));
        Assert.False(double.IsNaN(PairLearning.Of(trial, "cheap", "dear", seed: 0).Figures([0, 39])[0]));
    }

    private static RoutingDataset Graded(double[] weak, double[] strong) =>
        new(Samples.Models, [.. weak.Select((outcome, i) => new RoutingRow($"{i}", "b", $"p{i}", [outcome, strong[i]]))], []);

    private static PairReport Report(RoutingDataset data, RowPredictor predictor, RowGrouping? slice = null) =>
        PairReport.Of(Trial.Run(data, predictor, new(), cancellationToken: Ct), "cheap", "dear", slice, seed: 3, draws: 200, Ct);
}
