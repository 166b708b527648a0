namespace ModelRouter.Evaluation;

/// <summary>A trial as one pair of models sees it: the rows with both outcomes, and the ways of choosing.</summary>
internal sealed class PairTrial
{
    private const int FiguresOfWay = 6;

    // Shares of a gap that a draw has hardly left are of any size, and tell nothing.
    private const double LeastOfGap = 0.01;

    internal PairTrial(Trial trial, string weak, string strong, int seed)
    {
        var pair = new PairRows(trial.Data, weak, strong);
        var (w, s) = (pair.WeakColumn, pair.StrongColumn);
        (Rows, Weak, Strong) = (pair.Rows, pair.Weak, pair.Strong);
        Together = RowGroups.Together(Rows, trial.HeldOut);
        Ways =
        [
            PairWay.OfChances(RouterName, [.. pair.Numbers.Select(i => trial.Predicted[i])], w, s),
            .. trial.Nearest is { } nearest ? (PairWay[])[PairWay.OfChances("nearest", [.. pair.Numbers.Select(i => nearest[i])], w, s)] : [],
            new(LengthName, PairBaseline.Length(Rows), null),
            new("random", PairBaseline.Random(Rows, seed), null),
            new("oracle", PairBaseline.Oracle(Rows, w, s), null),
        ];
    }

    internal const string RouterName = "router";
    internal const string LengthName = "length";

    internal IReadOnlyList<RoutingRow> Rows { get; }

    /// <summary>Rows that intervals draw together.</summary>
    internal IReadOnlyList<int[]> Together { get; }

    internal double[] Weak { get; }

    internal double[] Strong { get; }

    internal IReadOnlyList<PairWay> Ways { get; }

    /// <summary>Each way's figures for all rows.</summary>
    internal IReadOnlyList<PairFigures> Figures(int seed, int draws, CancellationToken ct) => Figures([.. Enumerable.Range(0, Rows.Count)], Together, seed, draws, ct);

    /// <summary>Each way's figures for some of the rows.</summary>
    internal IReadOnlyList<PairFigures> Figures(int[] rows, int seed, int draws, CancellationToken ct) => Figures(rows, RowGroups.EachAlone(rows.Length), seed, draws, ct);

    private IReadOnlyList<PairFigures> Figures(int[] rows, IReadOnlyList<int[]> together, int seed, int draws, CancellationToken ct)
    {
        double[] weak = [.. rows.Select(i => Weak[i])], strong = [.. rows.Select(i => Strong[i])];
        PairWay[] ways = [.. Ways.Select(way => way with { Scores = [.. rows.Select(i => way.Scores[i])], Chances = way.Chances is { } c ? [.. rows.Select(i => c[i])] : null })];
        IReadOnlyList<double?>[] outcomes = [.. weak.Zip(strong, static (w, s) => (IReadOnlyList<double?>)[w, s])];
        CalibrationBins?[] bins = [.. ways.Select(way => way.Chances is { } chances ? new CalibrationBins(chances, outcomes) : null)];
        var length = Array.FindIndex(ways, static way => way.Name == LengthName);
        var least = LeastGap(weak, strong);
        var figures = Bootstrap.OfEach(together, Draw, seed, draws, ct);
        return
        [
            .. ways.Select((way, i) =>
            {
                var own = figures.AsSpan(i * FiguresOfWay, FiguresOfWay);
                return new PairFigures(way.Name, own[0], own[1], own[2], own[3], own[4], bins[i] is null ? null : own[5], PairCurve.Of(way.Scores, weak, strong));
            }),
        ];

        double[] Draw(IReadOnlyList<int> drawn)
        {
            var result = new double[ways.Length * FiguresOfWay];
            var (w, s) = (Drawn(weak, drawn), Drawn(strong, drawn));
            if (Gap(w, s) <= least)
            {
                Array.Fill(result, double.NaN);
                return result;
            }

            PairCurve[] curves = [.. ways.Select(way => PairCurve.Of(Drawn(way.Scores, drawn), w, s))];
            var weights = RowWeights.Of(drawn, rows.Length);
            for (var i = 0; i < curves.Length; i++)
            {
                var curve = curves[i];
                double[] own =
                [
                    curve.Apgr, curve.Apgr - curves[length].Apgr, Cpt(curve, 0.2), Cpt(curve, 0.5), Cpt(curve, 0.8), bins[i]?.Of(weights) ?? double.NaN,
                ];
                own.CopyTo(result, i * FiguresOfWay);
            }

            return result;
        }
    }

    /// <summary>By how much the strong model is better in the mean.</summary>
    internal static double Gap(double[] weak, double[] strong) => (strong.Sum() - weak.Sum()) / weak.Length;

    /// <summary>The gap that draws of these rows must exceed, if there is to be a share of it.</summary>
    internal static double LeastGap(double[] weak, double[] strong) => Math.Max(LeastOfGap * Gap(weak, strong), MeanOutcome.Rounding);

    private static double Cpt(PairCurve curve, double gap) => curve.Cpt(gap) ?? double.NaN;

    internal static double[] Drawn(double[] values, IReadOnlyList<int> drawn)
    {
        var result = new double[drawn.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[drawn[i]];
        }

        return result;
    }
}
