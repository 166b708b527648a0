namespace ModelRouter.Evaluation;

/// <summary>The expected calibration error of any draw of rows, each with a chance for several models; what is summed up stays by row.</summary>
internal sealed class CalibrationBins
{
    private readonly double[][] _excess;
    private readonly double[] _counts;

    /// <param name="chances">For each row, chances by model.</param>
    /// <param name="outcomes">For each row, outcomes by model; unknown ones don't count.</param>
    internal CalibrationBins(IReadOnlyList<double[]> chances, IReadOnlyList<IReadOnlyList<double?>> outcomes)
    {
        _counts = new double[chances.Count];
        _excess = [.. Enumerable.Range(0, CalibrationError.Bins).Select(_ => new double[chances.Count])];
        for (var row = 0; row < chances.Count; row++)
        {
            for (var model = 0; model < chances[row].Length; model++)
            {
                if (outcomes[row][model] is { } outcome)
                {
                    var chance = chances[row][model];
                    _excess[CalibrationError.BinOf(chance)][row] += chance - outcome;
                    _counts[row]++;
                }
            }
        }
    }

    internal double Of(double[] weights) => _excess.Sum(bin => Math.Abs(RowWeights.Sum(weights, bin))) / RowWeights.Sum(weights, _counts);
}
