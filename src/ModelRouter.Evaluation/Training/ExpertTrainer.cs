namespace ModelRouter.Evaluation;

/// <summary>Trains what one body of outcomes teaches of its models.</summary>
/// <remarks>Four parts, three logistics (two of shape alone, the first penalised more; one of shape and topics) and trees, are fitted on folds that keep whole
/// tasks together, or whole prompts where tasks are few or ask the same; a logistic of their logits on rows whose tasks and prompts they had not seen weighs
/// and calibrates them (stacking, Wolpert 1992). For prompts of other kinds it is trees alone: lines go on beyond what was seen.</remarks>
internal sealed class ExpertTrainer
{
    private const int Folds = 5;
    private const int LeastTasks = 10;

    // Where tasks ask the same prompts, less than this of the other rows may be left to a fold of whole tasks: parts fitted on that little say nothing of the whole.
    private const double LeastShare = 0.5;
    private const double StrictPenalty = 120;
    private const double ShapePenalty = 30;
    private const double WholePenalty = 100;
    private const double StackPenalty = 1;

    // On tasks that were held out, all of it told about as much, and twice as many decisions changed when prompts were worded otherwise.
    private const float ApartForOthers = 0.4f;

    // Chances are calibrated on prompts of tasks held out, so what is no more unlike the training than most of these are is as the training's.
    private const double FarShare = 0.1;

    // A prompt that is this much less alike is of another kind.
    private const float Slope = 0.3f;

    private static readonly double[][] Mixes =
    [
        [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0.5, 0.5, 0], [0, 0.5, 0, 0.5], [0, 0, 0.5, 0.5], [0, 1 / 3.0, 1 / 3.0, 1 / 3.0],
    ];

    private const double Errors = 2;
    private const double LeastSpread = 0.02;
    private const double Clip = 3;

    private static readonly double[][] TreesAlone = [[1]];

    private static readonly double[][] Penalties =
    [
        OfShape(StrictPenalty),
        OfShape(ShapePenalty),
        [.. Enumerable.Repeat(WholePenalty, PromptEncoder.Size)],
    ];

    private readonly RoutingDataset _data;
    private readonly int _seed;
    private readonly bool _forOthers;
    private readonly CancellationToken _ct;
    private readonly PromptVector[] _vectors;
    private readonly double[][] _rows;
    private readonly double[] _means;
    private readonly int[] _folds;

    // Within one body of outcomes prompts differ less than prompts at large do: what differs is brought to one scale again.
    private readonly double[] _centre;
    private readonly double[] _spread;

    /// <param name="data">What is learned from.</param>
    /// <param name="encoder">Makes the vectors.</param>
    /// <param name="seed">Decides folds and trees.</param>
    /// <param name="forOthers">Whether prompts of other kinds than those of <paramref name="data"/> are asked about, too.</param>
    /// <param name="ct">Ends it.</param>
    internal ExpertTrainer(RoutingDataset data, PromptEncoder encoder, int seed, bool forOthers, CancellationToken ct)
    {
        (_data, _seed, _forOthers, _ct) = (data, seed, forOthers, ct);
        if (data.Rows.Count < RouterTrainer.LeastRows)
        {
            throw new RoutingDataException($"There are {data.Rows.Count} rows; training needs at least {RouterTrainer.LeastRows}.");
        }

        _vectors = [.. data.Rows.AsParallel().AsOrdered().WithCancellation(ct).Select(row => encoder.Encode(row.Prompt))];
        double[][] values = [.. _vectors.Select(static vector => vector.Values.ToArray().Select(static value => (double)value).ToArray())];
        _centre = [.. Enumerable.Range(0, PromptEncoder.Size).Select(i => values.Average(row => row[i]))];
        _spread = [.. Enumerable.Range(0, PromptEncoder.Size).Select(i => Math.Max(Math.Sqrt(values.Average(row => Square(row[i] - _centre[i]))), LeastSpread))];
        _rows = [.. values.Select(row => row.Select((value, i) => Math.Clamp((value - _centre[i]) / _spread[i], -Clip, Clip)).ToArray())];
        _means = [.. Enumerable.Range(0, data.Models.Count).Select(MeanOf)];
        _folds = FoldOfRows();
    }

    internal OutcomeExpert Train()
    {
        var stack = Stack();
        int[] all = [.. Enumerable.Range(0, _rows.Length)];
        var (lines, trees) = Fit(all);
        var models = _data.Models.Count;
        var weights = new float[models * PromptEncoder.Size];
        var biases = new float[models];
        for (var model = 0; model < models; model++)
        {
            double Stacked(int i) => lines.Zip(stack, (line, share) => share * line[model][i]).Sum();
            var bias = stack[^1] + Stacked(PromptEncoder.Size);
            for (var i = 0; i < PromptEncoder.Size; i++)
            {
                var weight = Stacked(i) / _spread[i];
                weights[(model * PromptEncoder.Size) + i] = (float)weight;
                bias -= weight * _centre[i];
            }

            biases[model] = (float)bias;
        }

        var near = LikenessOfHeldOut();
        return new(
            [.. _data.Models.Select(static model => model.Name)], weights, biases, [.. _means.Select(static mean => OutcomeExpert.Logit((float)mean))], trees,
            (float)stack[^2], _forOthers ? ApartForOthers : 1, SphericalKMeans.Find(_vectors, _seed, _ct), near, near - Slope);
    }

    /// <summary>How alike to the training all but a few of the prompts are that it doesn't hold, nor others of their tasks.</summary>
    private float LikenessOfHeldOut()
    {
        List<double> likenesses = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = LearnedFrom(fold);
            if (others.Length > 0)
            {
                var centres = new PromptCentres(SphericalKMeans.Find([.. others.Select(i => _vectors[i])], _seed, _ct));
                likenesses.AddRange(HeldIn(fold).Select(i => (double)centres.Likeness(_vectors[i].Direction)));
            }
        }

        return (float)Quantile.Of([.. likenesses.Order()], FarShare);
    }

    /// <summary>What each part's logit counts, and the bias behind them.</summary>
    private double[] Stack()
    {
        List<(double[] Logits, double Outcome, int Row)> seen = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = LearnedFrom(fold);
            if (others.Length == 0)
            {
                continue;
            }

            var (lines, trees) = Fit(others);
            var chances = new float[_data.Models.Count];
            foreach (var i in HeldIn(fold))
            {
                trees.Predict(_vectors[i].Values, chances);
                for (var model = 0; model < chances.Length; model++)
                {
                    if (_data.Rows[i].Quality[model] is { } outcome)
                    {
                        seen.Add(([.. lines.Select(line => Line(line[model], _rows[i])), OutcomeExpert.Logit(chances[model])], outcome, i));
                    }
                }
            }
        }

        if (seen.Count == 0)
        {
            throw new RoutingDataException("The rows ask too few different prompts; training needs some that can be held out.");
        }

        return Choose(seen, [.. (_forOthers ? TreesAlone : Mixes).Select(mix => Calibrate(seen, mix))]);
    }

    /// <summary>A mix with the slope and, behind it, the bias that make chances of its logits.</summary>
    /// <remarks>Platt 1999.</remarks>
    private double[] Calibrate(List<(double[] Logits, double Outcome, int Row)> seen, double[] mix)
    {
        var fit = LogisticFit.Fit([.. seen.Select(row => new[] { Mix(row.Logits, mix) })], [.. seen.Select(static row => row.Outcome)], [StackPenalty], offsets: null, _ct);
        return [.. mix.Select(share => share * fit[0]), fit[1]];
    }

    /// <summary>The simplest mix that predicts the differences between models as well as any: within two standard errors of the best.</summary>
    /// <remarks>Breiman et al. 1984, Classification and Regression Trees, section 3.4.3.</remarks>
    private static double[] Choose(List<(double[] Logits, double Outcome, int Row)> seen, double[][] mixes)
    {
        double[][] misses = [.. mixes.Select(mix => MissedDifferences(seen, mix))];
        var best = misses.MinBy(static miss => miss.Sum())!;
        return mixes[Array.FindIndex(misses, miss =>
        {
            double[] worse = [.. miss.Zip(best, static (own, other) => own - other)];
            var mean = worse.Average();
            return mean <= Errors * Math.Sqrt(worse.Sum(difference => Square(difference - mean))) / worse.Length;
        })];
    }

    /// <summary>Of each row, how far predicted differences between models are from those that came about: a router lives on differences, which a
    /// part that predicts each model well may still miss.</summary>
    /// <remarks>The squares over all pairs of a row's models are n Σd² − (Σd)², d being prediction minus outcome. A row that knows one outcome has no pair: its d² counts.</remarks>
    private static double[] MissedDifferences(List<(double[] Logits, double Outcome, int Row)> seen, double[] shares) =>
    [
        .. seen.GroupBy(static row => row.Row).Select(models =>
        {
            double[] missed = [.. models.Select(row => LogisticFit.Sigmoid(Mix(row.Logits, shares)) - row.Outcome)];
            return missed.Length == 1 ? Square(missed[0]) : (missed.Length * missed.Sum(Square)) - Square(missed.Sum());
        }),
    ];

    private static double Mix(double[] logits, double[] shares) =>
        logits.Zip(shares, static (logit, share) => logit * share).Sum() + (shares.Length > logits.Length ? shares[^1] : 0);

    /// <summary>The weights of each logistic, model by model, and the trees.</summary>
    private (double[][][] Lines, TreeEnsemble Trees) Fit(int[] rows)
    {
        var models = _data.Models.Count;
        double[][][] lines = [.. (_forOthers ? [] : Penalties).Select(_ => new double[models][])];
        Parallel.For(0, models, new ParallelOptions { CancellationToken = _ct }, model =>
        {
            int[] known = [.. rows.Where(i => _data.Rows[i].Quality[model] is not null)];
            double[][] of = [.. known.Select(i => _rows[i])];
            double[] outcomes = [.. known.Select(i => _data.Rows[i].Quality[model]!.Value)];
            for (var part = 0; part < lines.Length; part++)
            {
                lines[part][model] = LogisticFit.Fit(of, outcomes, Penalties[part], offsets: null, _ct);
            }
        });
        var trees = TreeTrainer.Grow(
            [.. rows.Select(i => _vectors[i].Values.ToArray())],
            [.. rows.Select(i => _data.Rows[i].Quality.Select((outcome, model) => outcome ?? _means[model]).ToArray())],
            _seed,
            _ct);
        return (lines, trees);
    }

    /// <summary>The rows that a fold's parts are fitted on.</summary>
    private int[] LearnedFrom(int held) => LearnedFrom(_folds, held);

    private int[] LearnedFrom(int[] folds, int held)
    {
        // A prompt may stand in tasks of several folds.
        var asked = _data.Rows.Where((_, i) => folds[i] == held).Select(static row => row.Prompt).ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, _rows.Length).Where(i => folds[i] != held && !asked.Contains(_data.Rows[i].Prompt))];
    }

    private IEnumerable<int> HeldIn(int fold) => Enumerable.Range(0, _rows.Length).Where(i => _folds[i] == fold);

    private int[] FoldOfRows()
    {
        var random = new Random(_seed);
        string[] tasks = [.. _data.Rows.Select(static row => row.Task).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        random.Shuffle(tasks);
        var folds = tasks.Index().ToDictionary(static task => task.Item, static task => task.Index % Folds, StringComparer.Ordinal);
        int[] byTask = [.. _data.Rows.Select(row => folds[row.Task])];
        if (tasks.Length >= LeastTasks && Enumerable.Range(0, Folds).All(fold => LearnedFrom(byTask, fold).Length >= LeastShare * byTask.Count(other => other != fold)))
        {
            return byTask;
        }

        // Of few tasks, or such as ask the same: of a prompt that a fold's parts have seen they know too much, so each is drawn once.
        var drawn = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in _data.Rows)
        {
            if (!drawn.ContainsKey(row.Prompt))
            {
                drawn[row.Prompt] = random.Next(Folds);
            }
        }

        return [.. _data.Rows.Select(row => drawn[row.Prompt])];
    }

    private static double[] OfShape(double penalty) =>
        [.. Enumerable.Range(0, PromptEncoder.Size).Select(i => i < PromptShape.Size ? penalty : double.PositiveInfinity)];

    private double MeanOf(int model)
    {
        double[] known = [.. _data.Rows.Select(row => row.Quality[model]).OfType<double>()];
        return known.Length > 0 ? known.Average() : throw new RoutingDataException($"No outcome of '{_data.Models[model].Name}' is known.");
    }

    private static double Square(double value) => value * value;

    private static double Line(double[] weights, double[] row)
    {
        var sum = weights[^1];
        for (var i = 0; i < row.Length; i++)
        {
            sum += weights[i] * row[i];
        }

        return sum;
    }
}
