namespace ModelRouter.Evaluation;

/// <summary>AIQ, cost share, unbounded quality and calibration of a trial among all models.</summary>
internal sealed class ValueLearning : ILearning
{
    // None of the figures is at one worth.
    private const decimal AnyWorth = 0.01m;

    private readonly ValueTrial _value;

    private ValueLearning(ValueTrial value, RowGrouping? heldOut)
    {
        (_value, Groups) = (value, RowGroups.Named(value.Table.Rows, heldOut));
        var figures = _value.Figures(RowWeights.Of([.. Enumerable.Range(0, Rows)], Rows));
        References = value.Ways.Select(static (way, i) => (way, i)).Where(static pair => pair.way.Calibration is null)
            .ToDictionary(static pair => pair.way.Name, pair => ValueTrial.CostShareOf(figures, pair.i), StringComparer.Ordinal);
    }

    public int Rows => _value.Table.Rows.Length;

    public IReadOnlyDictionary<string, int[]> Groups { get; }

    public IReadOnlyDictionary<string, double> References { get; }

    public double[] Figures(IReadOnlyList<int> drawn)
    {
        var figures = _value.Figures(RowWeights.Of(drawn, Rows));
        return [.. _value.Ways.Select(static (way, i) => (way, i)).Where(static pair => pair.way.Calibration is not null).SelectMany(pair => ValueTrial.LearningOf(figures, pair.i))];
    }

    internal static ValueLearning Of(Trial trial) => new(new(trial, AnyWorth), trial.HeldOut);
}
