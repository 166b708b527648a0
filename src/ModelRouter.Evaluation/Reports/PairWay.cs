namespace ModelRouter.Evaluation;

/// <summary>A way of choosing between two models: a score by row, and the chances that it comes from, if it comes from any.</summary>
internal sealed record PairWay(string Name, double[] Scores, IReadOnlyList<double[]>? Chances)
{
    internal static PairWay OfChances(string name, IReadOnlyList<double[]> chances, int weak, int strong) =>
        new(name, [.. chances.Select(row => row[strong] - row[weak])], [.. chances.Select(row => new[] { row[weak], row[strong] })]);
}
