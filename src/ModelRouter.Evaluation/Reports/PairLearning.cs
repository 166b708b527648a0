namespace ModelRouter.Evaluation;

/// <summary>APGR and calibration of a trial between two models.</summary>
internal sealed class PairLearning : ILearning
{
    private readonly PairTrial _pair;
    private readonly CalibrationBins[] _bins;
    private readonly PairWay[] _ways;
    private readonly double _leastGap;

    private PairLearning(PairTrial pair, RowGrouping? heldOut)
    {
        (_pair, _leastGap) = (pair, PairTrial.LeastGap(pair.Weak, pair.Strong));
        Groups = RowGroups.Named(pair.Rows, heldOut);
        _ways = [.. pair.Ways.Where(static way => way.Chances is not null)];
        IReadOnlyList<double?>[] outcomes = [.. pair.Weak.Zip(pair.Strong, static (w, s) => (IReadOnlyList<double?>)[w, s])];
        _bins = [.. _ways.Select(way => new CalibrationBins(way.Chances!, outcomes))];
        References = pair.Ways.Except(_ways).ToDictionary(static way => way.Name, way => PairCurve.Of(way.Scores, pair.Weak, pair.Strong).Apgr, StringComparer.Ordinal);
    }

    public int Rows => _pair.Rows.Count;

    public IReadOnlyDictionary<string, int[]> Groups { get; }

    public IReadOnlyDictionary<string, double> References { get; }

    public bool HasNearest => _ways.Length > 1;

    public double[] Figures(IReadOnlyList<int> drawn)
    {
        var weights = RowWeights.Of(drawn, Rows);
        double[] weak = PairTrial.Drawn(_pair.Weak, drawn), strong = PairTrial.Drawn(_pair.Strong, drawn);
        var isGap = PairTrial.Gap(weak, strong) > _leastGap;
        return
        [
            .. _ways.SelectMany((way, i) => (double[])[isGap ? PairCurve.Of(PairTrial.Drawn(way.Scores, drawn), weak, strong).Apgr : double.NaN, _bins[i].Of(weights)]),
        ];
    }

    internal static PairLearning Of(Trial trial, string weak, string strong, int seed) => new(new(trial, weak, strong, seed), trial.HeldOut);
}
