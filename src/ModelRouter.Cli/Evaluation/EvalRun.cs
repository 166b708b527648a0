using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>Evaluates, and writes what came out.</summary>
internal sealed class EvalRun(Terminal terminal, EvalRequest request)
{
    /// <summary>Task types: what prompts ask for, not who answers them.</summary>
    internal async Task TaskTypesAsync(CancellationToken ct)
    {
        var data = await TaskDataReader.ReadAsync(request.Data, ct).ConfigureAwait(false);
        EvalNotes.WriteBroken(terminal, request.Data, data.Broken, request.IsStrict, isInJson: true);
        var report = await DoAsync("Reading prompts", _ => TaskReport.Of(data, EvalPredictor.Analyzer, request.Seed, ct), ct).ConfigureAwait(false);
        if (request.Scores is { } scores)
        {
            await ScoresFile.WriteAsync(scores, data, report, ct).ConfigureAwait(false);
        }

        if (request.IsJson)
        {
            JsonOutput.Write(terminal, json => TaskReportJson.WriteMembers(json, request, data, report));
            return;
        }

        TaskReportTable.Write(terminal, data, report);
    }

    /// <summary>Models: one trial, or a trial for each number of labels.</summary>
    internal async Task ModelsAsync(CancellationToken ct)
    {
        var data = await RoutingDataReader.ReadAsync(request.Data, request.Models!, ct).ConfigureAwait(false);
        EvalNotes.WriteBroken(terminal, request.Data, data.Broken, request.IsStrict, isInJson: true);
        (string Weak, string Strong)? pair = null;
        if (request.Pair is { } named)
        {
            PairReport.ThrowIfIncomparable(data, named.Weak, named.Strong);
            pair = (data.Models[data.ColumnOf(named.Weak)].Name, data.Models[data.ColumnOf(named.Strong)].Name);
        }
        else
        {
            ValueReport.ThrowIfIncomparable(data);
        }

        var labels = request.Train is null ? null : await ReadLabelsAsync(data, ct).ConfigureAwait(false);
        var plan = new TrialPlan { Labels = labels, Folds = request.Folds, Group = request.Group, Seed = request.Seed };
        if (request.Labels.Count > 1)
        {
            await LearnAsync(data, plan, pair, ct).ConfigureAwait(false);
            return;
        }

        int? count = request.Labels is [var only] ? only : null;
        plan = request.IsPerTask ? plan with { LabelsPerTask = count } : plan with { LabelCount = count };
        var trial = await DoAsync("Predicting", progress => Trial.Run(data, EvalPredictor.Create(request.Weights, request.Seed), plan, progress, ct), ct).ConfigureAwait(false);
        EvalNotes.WriteLabels(terminal, trial.Repeated, !request.IsPerTask && count > trial.Labels ? trial.Labels : null, request.Folds);
        await (pair is { } two ? PairAsync(data, trial, two, ct) : AllAsync(data, trial, ct)).ConfigureAwait(false);
    }

    /// <summary>Models that deliberate, beside the best of them alone.</summary>
    internal async Task DeliberationAsync(CancellationToken ct)
    {
        var data = await RoutingDataReader.ReadAsync(request.Data, request.Models!, ct).ConfigureAwait(false);
        EvalNotes.WriteBroken(terminal, request.Data, data.Broken, request.IsStrict, isInJson: true);
        var report = await DoAsync("Comparing teams", progress => DeliberationReport.Of(data, request.Group, request.Seed, progress, ct), ct).ConfigureAwait(false);
        Write(json => DeliberationReportJson.WriteMembers(json, request, data, report), () => DeliberationReportTable.Write(terminal, report));
    }

    private async Task PairAsync(RoutingDataset data, Trial trial, (string Weak, string Strong) pair, CancellationToken ct)
    {
        var report = await DoAsync("Drawing rows", _ => PairReport.Of(trial, pair.Weak, pair.Strong, request.Slice, request.Seed, cancellationToken: ct), ct).ConfigureAwait(false);
        await WriteScoresAsync(trial, ct).ConfigureAwait(false);
        if (request.Plot is { } plot)
        {
            PairPlot.Save(plot, report);
        }

        Write(json => PairReportJson.WriteMembers(json, request, data, trial, report), () => PairReportTable.Write(terminal, trial, report));
    }

    private async Task AllAsync(RoutingDataset data, Trial trial, CancellationToken ct)
    {
        var report = await DoAsync("Drawing rows", _ => ValueReport.Of(trial, request.Worth, request.Slice, request.Seed, cancellationToken: ct), ct).ConfigureAwait(false);
        await WriteScoresAsync(trial, ct).ConfigureAwait(false);
        if (request.Plot is { } plot)
        {
            ValuePlot.Save(plot, report);
        }

        Write(json => ValueReportJson.WriteMembers(json, request, data, trial, report), () => ValueReportTable.Write(terminal, trial, report));
    }

    /// <summary>Only of what could be worked out, so that a failure leaves an earlier file as it is.</summary>
    private async Task WriteScoresAsync(Trial trial, CancellationToken ct)
    {
        if (request.Scores is { } scores)
        {
            await ScoresFile.WriteAsync(scores, trial, request.Pair, ct).ConfigureAwait(false);
        }
    }

    private async Task LearnAsync(RoutingDataset data, TrialPlan plan, (string Weak, string Strong)? pair, CancellationToken ct)
    {
        var options = new LearningCurveOptions { Counts = request.Labels, IsPerTask = request.IsPerTask, Plan = plan, Draws = request.Draws, Seed = request.Seed };
        var curve = await DoAsync(
            "Learning",
            progress => pair is { } two
                ? LearningCurve.OfPair(data, EvalPredictor.Create(request.Weights, request.Seed), options, two.Weak, two.Strong, progress, ct)
                : LearningCurve.OfValue(data, EvalPredictor.Create(request.Weights, request.Seed), options, progress, ct),
            ct).ConfigureAwait(false);
        EvalNotes.WriteLabels(
            terminal, curve.Repeated, curve.IsPerTask ? null : curve.Points.FirstOrDefault(static point => point.Labels < point.Asked)?.Labels, request.Folds);
        if (request.Plot is { } plot)
        {
            LearningPlot.Save(plot, curve, pair);
        }

        Write(json => LearningJson.WriteMembers(json, request, data, curve, pair), () => LearningTable.Write(terminal, curve, pair));
    }

    private async Task<RoutingDataset> ReadLabelsAsync(RoutingDataset data, CancellationToken ct)
    {
        var (rows, models) = request.Train!;
        var labels = await RoutingDataReader.ReadAsync(rows, models, ct).ConfigureAwait(false);
        EvalNotes.WriteBroken(terminal, rows, labels.Broken, request.IsStrict, isInJson: false);
        return labels.WithModels(data.Models);
    }

    private void Write(Action<System.Text.Json.Utf8JsonWriter> json, Action table)
    {
        if (request.IsJson)
        {
            JsonOutput.Write(terminal, json);
            return;
        }

        table();
        foreach (var (what, path) in new[] { ("plot is", request.Plot), ("scores are", request.Scores) })
        {
            if (path is not null)
            {
                terminal.WriteNote($"the {what} in {path}.");
            }
        }
    }

    /// <summary>Works on a thread of its own, so that progress is shown and Ctrl-C is heard.</summary>
    private async Task<T> DoAsync<T>(string title, Func<IProgress<float>, T> work, CancellationToken ct)
    {
        T? result = default;
        await LoadDisplay.ShowAsync(terminal, title, (progress, token) => Task.Run(() => { result = work(progress); }, token), ct).ConfigureAwait(false);
        return result!;
    }
}
