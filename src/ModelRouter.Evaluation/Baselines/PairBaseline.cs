namespace ModelRouter.Evaluation;

/// <summary>Ways to choose between a weak and a strong model that every router is held against.</summary>
public static class PairBaseline
{
    /// <summary>The longer the prompt, the likelier the strong model.</summary>
    public static double[] Length(IEnumerable<RoutingRow> rows) => [.. rows.Select(static row => (double)row.Prompt.Length)];

    /// <summary>By lot.</summary>
    public static double[] Random(IEnumerable<RoutingRow> rows, int seed)
    {
        var random = new Random(seed);
        return [.. rows.Select(_ => random.NextDouble())];
    }

    /// <summary>By what nobody knows beforehand: how much better the strong model did.</summary>
    public static double[] Oracle(IEnumerable<RoutingRow> rows, int weak, int strong) =>
        [.. rows.Select(row => row.Quality[strong].GetValueOrDefault() - row.Quality[weak].GetValueOrDefault())];

    /// <summary>By how much better the strong model did on the prompts most alike that are labelled.</summary>
    /// <param name="rows">The rows to score.</param>
    /// <param name="labelled">Rows whose outcomes are known; a row is never its own neighbour.</param>
    /// <param name="weak">The weak model's column.</param>
    /// <param name="strong">The strong model's column.</param>
    public static double[] Nearest(IEnumerable<RoutingRow> rows, IReadOnlyList<RoutingRow> labelled, int weak, int strong)
    {
        var neighbours = new NearestPrompts([.. labelled.Where(row => row.Quality[weak] is not null && row.Quality[strong] is not null)]);
        return
        [
            .. rows.Select(row => neighbours.Find(row) is { Count: > 0 } near
                ? near.Average(other => other.Quality[strong]!.Value - other.Quality[weak]!.Value)
                : 0),
        ];
    }
}
