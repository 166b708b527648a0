namespace ModelRouter.Evaluation.Tests;

public class TrialTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void Folds_hold_whole_groups_out_and_predict_every_row_once()
    {
        var data = Samples.Of(tasks: 7, rowsOfTask: 10);
        List<string> seen = [];
        var trial = Trial.Run(data, Predict, new() { Folds = 3 }, cancellationToken: Ct);

        Assert.Equal(data.Rows.Select(static row => row.Id).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(data.Rows.Select(static row => row.Id), trial.Data.Rows.Select(static row => row.Id));
        Assert.All(trial.Predicted.Zip(data.Rows), static pair => Assert.Equal(pair.Second.Quality[0], pair.First[0]));
        Assert.Null(trial.Nearest);

        IReadOnlyList<double[]> Predict(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct)
        {
            seen.AddRange(rows.Rows.Select(static row => row.Id));
            Assert.Empty(rows.Rows.Select(static row => row.Task).Intersect(training!.Rows.Select(static row => row.Task)));
            Assert.Equal(70, rows.Rows.Count + training.Rows.Count);
            Assert.Null(labels);
            return Samples.Outcomes(rows, training, labels, ct);
        }
    }

    [Fact]
    public void Intervals_are_over_whole_groups_where_such_were_held_out()
    {
        // Whole tasks are right or wrong, so they tell as much as a row of each.
        var data = Samples.Of(tasks: 12, rowsOfTask: 10);
        data = data.With(data.Rows.Select(static (row, i) => row with { Quality = [0, i / 10 % 2] }));
        var rows = Trial.Run(data, Samples.Outcomes, new(), cancellationToken: Ct);
        var groups = Trial.Run(data, Samples.Outcomes, new() { Folds = 3 }, cancellationToken: Ct);

        Assert.Null(rows.HeldOut);
        Assert.Equal(RowGrouping.Subset, groups.HeldOut);
        Assert.Equal((12, null), (Report(groups).HeldOutGroups, Report(rows).HeldOutGroups));
        Assert.Equal((12, null), (ByValue(groups), ByValue(rows)));
        Assert.True(Width(groups) > 2 * Width(rows), $"{Width(groups)} {Width(rows)}");

        double Width(Trial trial) => Report(trial).Ways[0].Cpt80 is { } cpt ? cpt.High - cpt.Low : 0;

        PairReport Report(Trial trial) => PairReport.Of(trial, data.Models[0].Name, data.Models[1].Name, cancellationToken: Ct);

        static int? ByValue(Trial trial) => ValueReport.Of(trial, worth: 0.01m, draws: 100, cancellationToken: Ct).HeldOutGroups;
    }

    [Fact]
    public void A_prompt_of_several_groups_is_not_learned_from_where_it_is_predicted()
    {
        var data = Samples.Of(tasks: 6, rowsOfTask: 10);
        data = data.With(data.Rows.Select(static (row, i) => i % 10 == 0 ? row with { Prompt = "of every task" } : row));
        _ = Trial.Run(data, Predict, new() { Folds = 3 }, cancellationToken: Ct);

        static IReadOnlyList<double[]> Predict(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct)
        {
            Assert.Empty(rows.Rows.Select(static row => row.Prompt).Intersect(training!.Rows.Select(static row => row.Prompt)));
            Assert.Equal(60 - rows.Rows.Count - 4, training.Rows.Count);
            return Samples.Outcomes(rows, training, labels, ct);
        }
    }

    [Fact]
    public void A_model_that_a_folds_training_does_not_know_is_predicted_by_what_is_known_of_it()
    {
        var data = Samples.Of(tasks: 12, rowsOfTask: 10);
        data = data with
        {
            Models = [.. data.Models, new("late")],
            Rows = [.. data.Rows.Select(static (row, i) => row with { Quality = [.. row.Quality, i == 0 ? 1 : null] })],
        };
        var trial = Trial.Run(data, LearnedRows.Create(new HeuristicPromptAnalyzer(), RouterWeights.Default), new() { Folds = 2 }, cancellationToken: Ct);
        Assert.All(trial.Predicted, static row => Assert.InRange(row[2], 0.5, 0.95));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Labels_come_from_the_other_half_of_the_same_tasks(int folds)
    {
        var data = Samples.Of(tasks: 6, rowsOfTask: 11);
        Dictionary<int, List<string>> predicted = [];
        foreach (var (count, draw) in new[] { (5, 0), (5, 1), (2, 0) })
        {
            List<string> drawn = [];
            var trial = Trial.Run(data, Predict, new() { Folds = folds, LabelCount = count, Draw = draw }, cancellationToken: Ct);

            Assert.Equal(count, trial.Labels);
            Assert.Equal(count * Math.Max(folds, 1), drawn.Count);
            Assert.Equal(6 * 6, trial.Data.Rows.Count);
            List<string> ids = [.. trial.Data.Rows.Select(static row => row.Id)];
            Assert.Equal(predicted.GetValueOrDefault(draw, ids), ids);
            predicted[draw] = ids;
            Assert.NotNull(trial.Nearest);

            IReadOnlyList<double[]> Predict(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct)
            {
                drawn.AddRange(labels!.Rows.Select(static row => row.Id));
                Assert.Empty(labels.Rows.Select(static row => row.Id).Intersect(rows.Rows.Select(static row => row.Id)));
                Assert.Empty(labels.Rows.Select(static row => row.Task).Except(rows.Rows.Select(static row => row.Task)));
                Assert.Equal(folds > 0, training is not null);
                return Samples.Outcomes(rows, training, labels, ct);
            }
        }

        // One half of the rows is as much luck as one division into folds.
        Assert.NotEmpty(predicted[0].Except(predicted[1]));
    }

    [Fact]
    public void A_larger_draw_holds_the_smaller_one_and_another_draw_is_another()
    {
        var (data, labels) = (Samples.Of(2, 10), Samples.Of(2, 50, "label"));
        var (small, large, other) = (Drawn(10, 0), Drawn(30, 0), Drawn(10, 1));

        Assert.Equal((10, 30), (small.Count, large.Count));
        Assert.Empty(small.Except(large));
        Assert.NotEmpty(small.Except(other));
        Assert.Equal(100, Drawn(null, 0).Count);

        List<string> Drawn(int? count, int draw)
        {
            List<string> ids = [];
            _ = Trial.Run(data, (rows, training, known, ct) => { ids.AddRange(known!.Rows.Select(static row => row.Id)); return Samples.Outcomes(rows, training, known, ct); },
                new() { Labels = labels, LabelCount = count, Draw = draw }, cancellationToken: Ct);
            return ids;
        }
    }

    [Fact]
    public void A_label_whose_prompt_is_predicted_is_left_out()
    {
        var data = Samples.Of(2, 10);
        var labels = data.With(Samples.Of(2, 10).Rows.Take(3).Select(static row => row with { Id = "label" + row.Id }).Append(new("new", "b", "new", [1, 1])));
        var trial = Trial.Run(data, (rows, training, known, ct) =>
        {
            Assert.Equal("new", Assert.Single(known!.Rows).Id);
            return Samples.Outcomes(rows, training, known, ct);
        }, new() { Labels = labels }, cancellationToken: Ct);

        Assert.Equal((1, 3), (trial.Labels, trial.Repeated));
    }

    [Fact]
    public void What_cannot_be_tried_is_refused()
    {
        var data = Samples.Of(2, 10);
        Assert.Contains("2 different values of 'subset'", Assert.Throws<RoutingDataException>(() => Run(Samples.Outcomes, new() { Folds = 3 })).Message, StringComparison.Ordinal);
        Assert.Contains("'benchmark'", Assert.Throws<RoutingDataException>(() => Run(Samples.Outcomes, new() { Folds = 2, Group = RowGrouping.Benchmark })).Message, StringComparison.Ordinal);
        Assert.Contains("2 different values of 'lang'", Assert.Throws<RoutingDataException>(() => Run(Samples.Outcomes, new() { Folds = 3, Group = RowGrouping.Language })).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Run(static (rows, _, _, _) => [.. rows.Rows.Select(static _ => new[] { 0.5, double.NaN })], new()));
        Assert.Throws<InvalidOperationException>(() => Run(static (rows, _, _, _) => [.. rows.Rows.Select(static _ => new[] { 0.5 })], new()));
        Assert.Throws<InvalidOperationException>(() => Run(static (_, _, _, _) => [], new()));

        void Run(RowPredictor predictor, TrialPlan plan) => Trial.Run(data, predictor, plan, cancellationToken: Ct);
    }
}
