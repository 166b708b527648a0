namespace ModelRouter.Evaluation.Tests;

public class LearningCurveTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void Who_learns_from_labels_gets_better_with_them()
    {
        var curve = LearningCurve.OfPair(
            Samples.Of(8, 60), Samples.TaskMeans, new() { Counts = [200, 0, 20], Intervals = 100, Seed = 2 }, "cheap", "dear", cancellationToken: Ct);

        Assert.Equal([0, 20, 200], curve.Points.Select(static point => point.Asked));
        Assert.Equal([0, 20, 200], curve.Points.Select(static point => point.Labels));
        Assert.Equal(240, curve.Rows);
        double[] apgr = [.. curve.Points.Select(point => Figure(point, "router", "apgr").Estimate)];
        Assert.Equal(0.5, apgr[0], 9);
        Assert.True(apgr[1] > 0.6 && apgr[2] > apgr[1], $"{apgr[1]} {apgr[2]}");
        Assert.Equal("length random oracle", string.Join(' ', curve.References.Keys));
        Assert.DoesNotContain(curve.Points[0].Figures, static figure => figure.Way == "nearest");
        Assert.True(Figure(curve.Points[2], "nearest", "apgr").Estimate > 0.6);
        Assert.True(Figure(curve.Points[2], "router", "ece").Estimate < Figure(curve.Points[0], "router", "ece").Estimate);
    }

    [Fact]
    public void By_value_labels_save_money_and_are_counted_by_task()
    {
        var progress = new List<float>();
        var curve = LearningCurve.OfValue(
            Samples.Of(8, 60), Samples.TaskMeans, new() { Counts = [0, 10], IsPerTask = true, Intervals = 100 }, new Told(progress), Ct);

        Assert.Equal([0, 80], curve.Points.Select(static point => point.Labels));

        // Without labels both are equally likely, so the cheap one is asked, which is never as good as the dear one.
        Assert.Equal(1, Figure(curve.Points[0], "router", "cost_share").Estimate);
        Assert.InRange(Figure(curve.Points[1], "router", "cost_share").Estimate, 0.3, 0.7);
        Assert.True(Figure(curve.Points[1], "router", "unbounded").Estimate > Figure(curve.Points[0], "router", "unbounded").Estimate);
        Assert.Equal(1, progress[^1], 5);
        Assert.Equal(progress.Order(), progress);
    }

    [Fact]
    public void Labels_left_out_and_groups_held_out_are_counted()
    {
        var (data, own) = (Samples.Of(5, 20), Samples.Of(5, 20, "label"));
        var labels = own.With(own.Rows.Concat(data.Rows.Take(3).Select(static row => row with { Id = "again" + row.Id })));
        var curve = LearningCurve.OfPair(
            data, Samples.TaskMeans, new() { Counts = [0, 10], Draws = 1, Intervals = 100, Plan = new() { Labels = labels, Folds = 2 } }, "cheap", "dear", cancellationToken: Ct);
        Assert.Equal((3, RowGrouping.Subset, 5), (curve.Repeated, curve.HeldOut, curve.HeldOutGroups));

        var rows = LearningCurve.OfPair(data, Samples.TaskMeans, new() { Counts = [0], Intervals = 100 }, "cheap", "dear", cancellationToken: Ct);
        Assert.Equal((0, null, null), (rows.Repeated, rows.HeldOut, rows.HeldOutGroups));
    }

    [Fact]
    public void Each_draw_divides_the_groups_into_other_folds_with_labels_or_without()
    {
        List<string> together = [];
        List<RoutingDataset> trained = [];
        var curve = LearningCurve.OfPair(Samples.Of(6, 10), Predict, new() { Counts = [0, 5], Draws = 3, Intervals = 100, Plan = new() { Folds = 2 } }, "cheap", "dear", cancellationToken: Ct);

        // Two folds of each of three draws, without labels and then with them.
        Assert.Equal((12, 6), (together.Count, together.Distinct().Count()));
        Assert.All(together.Chunk(4), static draw => Assert.Equal(draw[..2], draw[2..]));
        Assert.Equal(2, curve.Points.Count);

        // What was learned from a fold's training rows holds for any number of labels: they are one object.
        Assert.All(trained.Chunk(4), static draw => Assert.True(ReferenceEquals(draw[0], draw[2]) && ReferenceEquals(draw[1], draw[3])));
        Assert.Equal(6, trained.Distinct(ReferenceEqualityComparer.Instance).Count());

        IReadOnlyList<double[]> Predict(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct)
        {
            trained.Add(training!);
            together.Add(string.Join(' ', rows.Rows.Select(static row => row.Subset).Distinct().Order(StringComparer.Ordinal)));
            return Samples.TaskMeans(rows, training, labels, ct);
        }
    }

    [Fact]
    public void Each_draw_predicts_another_half_and_all_of_them_give_the_intervals()
    {
        HashSet<string> predicted = [];
        var data = Samples.Of(2, 4);
        var curve = LearningCurve.OfValue(data, Predict, new() { Counts = [0, 1], Draws = 9, Intervals = 200 }, cancellationToken: Ct);

        Assert.Equal((4, 8), (curve.Rows, predicted.Count));
        Assert.All(curve.Points.SelectMany(static point => point.Figures).Where(static figure => figure.Name == "aiq"), static figure =>
            Assert.True(figure.Value.Low <= figure.Value.Estimate && figure.Value.Estimate <= figure.Value.High, $"{figure.Value}"));

        IReadOnlyList<double[]> Predict(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct)
        {
            predicted.UnionWith(rows.Rows.Select(static row => row.Id));
            return Samples.TaskMeans(rows, training, labels, ct);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draws_whose_folds_have_no_labels_for_some_rows_or_any_count_too(bool isOfValue)
    {
        // Two tasks have rows enough to give labels, six have one each.
        var few = Samples.Of(8, 1, "few");
        var data = Samples.Of(2, 40).With([.. Samples.Of(2, 40).Rows, .. few.Rows.Skip(2).Select(static row => row with { Subset = "few" + row.Subset })]);
        for (var seed = 0; seed < 5; seed++)
        {
            LearningCurveOptions options = new() { Counts = [0, 2, 4], Draws = 6, Intervals = 100, Seed = seed, Plan = new() { Folds = 4, Seed = seed } };
            var curve = isOfValue
                ? LearningCurve.OfValue(data, Samples.TaskMeans, options, cancellationToken: Ct)
                : LearningCurve.OfPair(data, Samples.TaskMeans, options, "cheap", "dear", cancellationToken: Ct);

            Assert.DoesNotContain(curve.Points[0].Figures, static figure => figure.Way == "nearest");
            Assert.All(curve.Points.Skip(1), static point => Assert.InRange(point.Figures.Single(static figure => figure is { Way: "nearest", Name: "ece" }).Value.Estimate, 0, 1));
        }
    }

    [Fact]
    public void A_pair_that_cannot_be_compared_is_refused_before_anything_is_predicted() =>
        Assert.Throws<RoutingDataException>(() => LearningCurve.OfPair(
            Samples.Of(2, 10), static (_, _, _, _) => throw new InvalidOperationException("Predicted."), new() { Counts = [0] }, "cheap", "cheap", cancellationToken: Ct));

    [Fact]
    public void The_same_seed_gives_the_same_curve()
    {
        Assert.Equal(Run(), Run());

        static IEnumerable<Interval> Run() => LearningCurve.OfPair(
            Samples.Of(4, 30), Samples.TaskMeans, new() { Counts = [10], Intervals = 100 }, "cheap", "dear", cancellationToken: Ct).Points.SelectMany(static point => point.Figures).Select(static figure => figure.Value).ToList();
    }

    private static Interval Figure(LearningPoint point, string way, string name) => point.Figures.Single(figure => figure.Way == way && figure.Name == name).Value;

    private sealed class Told(List<float> values) : IProgress<float>
    {
        public void Report(float value) => values.Add(value);
    }
}
