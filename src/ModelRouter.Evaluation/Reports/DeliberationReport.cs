namespace ModelRouter.Evaluation;

/// <summary>Whether models that deliberate are better than the best one alone: teams are chosen on some tasks, and measured on others.</summary>
/// <remarks>Simulated from recorded outcomes. A model is right where its outcome is at least 0.99. The texts of answers aren't recorded, so two that are right agree, and
/// whether two that are wrong do is assumed once each way. Critic and arbiter are right where they were right alone, without having read the drafts, for which they pay: a token
/// is taken to be four characters.</remarks>
public sealed record DeliberationReport
{
    /// <summary>Prompts on which teams were chosen; none that they were measured on, too.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Prompts on which they were measured, of other tasks.</summary>
    public required int Rows { get; init; }

    /// <summary>Over how many whole tasks of that half the intervals are.</summary>
    public required int HeldOutGroups { get; init; }

    /// <summary>Teams that were compared.</summary>
    public required int Teams { get; init; }

    /// <summary>Models whose outcomes are known on too few rows.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>The single model with the highest accuracy on the training half.</summary>
    public required string Best { get; init; }

    /// <summary>Its accuracy on the held-out half.</summary>
    public required Interval BestAccuracy { get; init; }

    /// <summary>US dollars a prompt, there.</summary>
    public required Interval BestCost { get; init; }

    /// <summary>The chosen teams, up to three for each assumption about wrong answers.</summary>
    public required IReadOnlyList<DeliberationFigures> Chosen { get; init; }

    /// <summary>Simulates.</summary>
    /// <param name="data">Prompts and outcomes of at least three models.</param>
    /// <param name="by">What is held out as a whole.</param>
    /// <param name="seed">Decides the halves and the intervals.</param>
    /// <param name="progress">Told the share of teams that have been compared.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">There are too few models or tasks.</exception>
    public static DeliberationReport Of(RoutingDataset data, RowGrouping by = RowGrouping.Subset, int seed = 0, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        NumberedTeam.ThrowIfTooFew(data.Models.Count);
        var folds = RowSplit.Folds(data, 2, by, seed);

        // A prompt may stand in groups of both halves.
        var asked = data.Rows.Where(row => folds[RowGroups.Of(row, by)] == 1).Select(static row => row.Prompt).ToHashSet(StringComparer.Ordinal);
        var training = new DeliberationTable(data, by, row => folds[RowGroups.Of(row, by)] == 0 && !asked.Contains(row.Prompt));
        var heldOut = new DeliberationTable(data, by, row => folds[RowGroups.Of(row, by)] == 1);
        var best = training.Best;
        var teams = NumberedTeam.Of(training.Models).ToList();
        var alone = training.MeanOf(best);
        List<(string Aim, bool WrongAgree, NumberedTeam Team)> chosen = [];
        foreach (var wrongAgree in (bool[])[true, false])
        {
            var means = new (NumberedTeam Team, double Accuracy, double Cost)[teams.Count];
            for (var i = 0; i < teams.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var mean = training.Mean(teams[i], wrongAgree);
                means[i] = (teams[i], mean.Accuracy, mean.Cost);
                if (i % 100 == 0)
                {
                    progress?.Report((((wrongAgree ? 0 : 1) * teams.Count) + i) / (2f * teams.Count));
                }
            }

            Choose("cheaper", wrongAgree, means.Where(mean => mean.Cost < alone.Cost).OrderByDescending(static mean => mean.Accuracy).ThenBy(static mean => mean.Cost));
            Choose("as-good", wrongAgree, means.Where(mean => mean.Accuracy >= alone.Accuracy).OrderBy(static mean => mean.Cost));
            Choose("accurate", wrongAgree, means.OrderByDescending(static mean => mean.Accuracy).ThenBy(static mean => mean.Cost));
        }

        var (accuracy, cost) = heldOut.Alone(best, seed, cancellationToken);
        return new()
        {
            TrainingRows = training.Count,
            Rows = heldOut.Count,
            HeldOutGroups = heldOut.Tasks,
            Teams = teams.Count,
            LeftOut = training.LeftOut,
            Best = training.Names[best],
            BestAccuracy = accuracy,
            BestCost = cost,
            Chosen =
            [
                .. chosen.Select(choice => new DeliberationFigures(
                    choice.Aim,
                    choice.WrongAgree,
                    choice.Team.Name(training.Names),
                    heldOut.Measure(choice.Team, wrongAgree: true, best, seed, cancellationToken),
                    heldOut.Measure(choice.Team, wrongAgree: false, best, seed, cancellationToken))),
            ],
        };

        void Choose(string aim, bool wrongAgree, IEnumerable<(NumberedTeam Team, double Accuracy, double Cost)> ordered)
        {
            if (ordered.Select(static mean => mean.Team).FirstOrDefault() is { } first)
            {
                chosen.Add((aim, wrongAgree, first));
            }
        }
    }
}
