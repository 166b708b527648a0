namespace ModelRouter.Evaluation;

/// <summary>A trial as all models see it: what each way of choosing costs, and how good it is.</summary>
internal sealed class ValueTrial
{
    private const int FiguresOfWay = 9;

    private readonly ValueSweep _singles;
    private readonly double[][] _regret;

    internal ValueTrial(Trial trial, decimal worth)
    {
        Table = new(trial.Data);
        Together = RowGroups.Together(Table.Rows, trial.HeldOut);
        var dollars = (double)worth;
        double[] worths = [.. Worths.Of(Table), dollars];
        IReadOnlyList<double?>[] outcomes = [.. Table.Rows.Select((_, row) => (IReadOnlyList<double?>)[.. Table.Quality.Select(model => (double?)model[row])])];
        double[][] known = [.. outcomes.Select(static row => row.Select(static outcome => outcome!.Value).ToArray())];
        _singles = ValueSweep.Singles(Table);
        Ways =
        [
            Predicted("router", trial.Predicted),
            .. trial.Nearest is { } nearest ? (ValueWay[])[Predicted("nearest", nearest)] : [],
            new("length", ValueSweep.ByLength(Table), LooksAtWorth: false, null),
            new("random", _singles, LooksAtWorth: false, null),
            new("oracle", ValueSweep.ByValue(Table, known, Table.Cost, worths), LooksAtWorth: true, null),
        ];
        var best = Ways[^1].Sweep.Values(Ways[^1].Asked, dollars);
        _regret = [.. Ways.Select(way => way.LooksAtWorth ? [.. best.Zip(way.Sweep.Values(way.Asked, dollars), static (b, own) => b - own)] : (double[])[])];

        ValueWay Predicted(string name, IReadOnlyList<double[]> predicted)
        {
            var chances = Table.Select(predicted);
            return new(name, ValueSweep.ByValue(Table, chances, Table.Expected, worths), LooksAtWorth: true, new(chances, outcomes));
        }
    }

    internal ValueTable Table { get; }

    /// <summary>Rows that intervals draw together.</summary>
    internal IReadOnlyList<int[]> Together { get; }

    internal IReadOnlyList<ValueWay> Ways { get; }

    /// <summary>The router's regret by row, US dollars.</summary>
    internal double[] RouterRegret => _regret[0];

    internal IReadOnlyList<ValueFigures> Figures(int seed, int draws, CancellationToken ct)
    {
        var figures = Bootstrap.OfEach(Together, drawn => Figures(RowWeights.Of(drawn, Table.Rows.Length)), seed, draws, ct);
        var all = RowWeights.Of([.. Enumerable.Range(0, Table.Rows.Length)], Table.Rows.Length);
        return
        [
            .. Ways.Select((way, i) =>
            {
                var own = figures.AsSpan(i * FiguresOfWay, FiguresOfWay);
                return new ValueFigures(
                    way.Name, own[0], own[1], way.LooksAtWorth ? new(own[4], own[5], own[6], own[7]) : null, way.LooksAtWorth ? own[2] : null,
                    way.LooksAtWorth ? own[3] : null, way.Calibration is null ? null : own[8], CostQualityCurve.Of(way.Sweep.Of(all)));
            }),
        ];
    }

    /// <summary>AIQ, cost share, unbounded, beyond best, at worth: quality, cost, Arena, regret; calibration. Of each way in order.</summary>
    internal double[] Figures(double[] weights)
    {
        CostQualityPoint[][] points = [.. Ways.Select(way => way.Sweep.Of(weights))];
        CostQualityCurve[] curves = [.. points.Select(CostQualityCurve.Of)];
        var singles = _singles.Of(weights);
        var best = singles[Table.Best];
        var largest = Math.Max(singles.Max(static single => single.Cost), curves.Max(static curve => curve.Hull[^1].Cost));
        var result = new double[Ways.Count * FiguresOfWay];
        Array.Fill(result, double.NaN);
        for (var i = 0; i < Ways.Count; i++)
        {
            var own = result.AsSpan(i * FiguresOfWay, FiguresOfWay);
            own[0] = curves[i].Aiq(largest);
            own[1] = curves[i].CostAt(best.Quality) is { } cost ? ShareOf(cost, best.Cost) : double.PositiveInfinity;
            if (Ways[i].LooksAtWorth)
            {
                var asked = points[i][Ways[i].Asked];
                own[2] = points[i][Ways[i].Unbounded].Quality;
                own[3] = own[2] - best.Quality;
                (own[4], own[5]) = (asked.Quality, (double)asked.Cost);
                own[6] = ArenaScore.Of(asked.Quality, asked.Cost * 1_000);
                own[7] = RowWeights.Mean(weights, _regret[i]);
            }

            own[8] = Ways[i].Calibration?.Of(weights) ?? double.NaN;
        }

        return result;
    }

    /// <summary>Of a best model that is free, what costs nothing costs as much, and all else is beyond any share.</summary>
    private static double ShareOf(decimal cost, decimal best) => best > 0 ? (double)(cost / best) : cost == 0 ? 1 : double.PositiveInfinity;

    /// <summary>A way's cost share; 1 where it is never as good as the best single model, which anybody may ask instead.</summary>
    internal static double CostShareOf(double[] figures, int way) => Math.Min(figures[(way * FiguresOfWay) + 1], 1);

    /// <summary>What a learning curve shows of a way.</summary>
    internal static double[] LearningOf(double[] figures, int way) =>
        [figures[way * FiguresOfWay], CostShareOf(figures, way), figures[(way * FiguresOfWay) + 2], figures[(way * FiguresOfWay) + 8]];
}
