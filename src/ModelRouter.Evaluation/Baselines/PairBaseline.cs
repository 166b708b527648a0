namespace ModelRouter.Evaluation;

/// <summary>Ways to choose between a weak and a strong model that every router is held against.</summary>
public static class PairBaseline
{
    /// <summary>The longer the prompt, the likelier the strong model.</summary>
    public static double[] Length(IEnumerable<RoutingRow> rows) => [.. rows.Select(static row => (double)row.Prompt.Length)];

    /// <summary>A score drawn by lot for each row; the same for the same seed.</summary>
    public static double[] Random(IEnumerable<RoutingRow> rows, int seed)
    {
        var random = new Random(seed);
        return [.. rows.Select(_ => random.NextDouble())];
    }

    /// <summary>By what nobody knows beforehand: how much better the strong model did.</summary>
    public static double[] Oracle(IEnumerable<RoutingRow> rows, int weak, int strong) =>
        [.. rows.Select(row => row.Quality[strong].GetValueOrDefault() - row.Quality[weak].GetValueOrDefault())];
}
