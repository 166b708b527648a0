namespace ModelRouter.Evaluation;

/// <summary>AIQ, cost share, unbounded quality and calibration of a trial among all models.</summary>
internal sealed class ValueLearning : ILearning
{
    // None of the figures is at one worth.
    private const decimal AnyWorth = 0.01m;

    private readonly ValueTrial _value;
    private readonly int[] _learning;

    private ValueLearning(ValueTrial value, RowGrouping? heldOut)
    {
        (_value, Groups) = (value, RowGroups.Named(value.Table.Rows, heldOut));
        var figures = _value.Figures(RowWeights.Of([.. Enumerable.Range(0, Rows)], Rows));
        _learning = [.. Enumerable.Range(0, value.Ways.Count).Where(i => value.Ways[i].Calibration is not null)];
        References = value.Ways.Select(static (way, i) => (way, i)).Where(static pair => pair.way.Calibration is null)
            .ToDictionary(static pair => pair.way.Name, pair => ValueTrial.CostShareOf(figures, pair.i), StringComparer.Ordinal);
    }

    public int Rows => _value.Table.Rows.Length;

    public IReadOnlyDictionary<string, int[]> Groups { get; }

    public IReadOnlyDictionary<string, double> References { get; }

    public bool HasNearest => _learning.Length > 1;

    public double[] Figures(IReadOnlyList<int> drawn)
    {
        var figures = _value.Figures(RowWeights.Of(drawn, Rows));
        return [.. _learning.SelectMany(way => ValueTrial.LearningOf(figures, way))];
    }

    internal static ValueLearning Of(Trial trial) => new(new(trial, AnyWorth), trial.HeldOut);
}
