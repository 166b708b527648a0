namespace ModelRouter.Evaluation;

/// <summary>What choosing worse than one could have costs.</summary>
public static class Regret
{
    /// <summary>The mean, over rows, of the best model's value minus that of the chosen one, with value = worth × outcome − cost; US dollars, ≥ 0.</summary>
    /// <remarks>Models whose outcome is not known count for nothing, and the chosen model's has to be known.</remarks>
    /// <param name="data">The rows and models.</param>
    /// <param name="chosen">The column of the model chosen for each row.</param>
    /// <param name="worth">US dollars that a right answer is worth; ≥ 0.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a chosen model's outcome is not known.</exception>
    public static decimal Of(RoutingDataset data, IReadOnlyList<int> chosen, decimal worth)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentOutOfRangeException.ThrowIfNegative(worth);
        if (chosen.Count != data.Rows.Count)
        {
            throw new ArgumentException("One choice is needed for each row.", nameof(chosen));
        }

        var sum = 0m;
        for (var i = 0; i < chosen.Count; i++)
        {
            var row = data.Rows[i];
            var got = Value(row, chosen[i]) ?? throw new ArgumentException($"The outcome of the choice for '{row.Id}' is not known.", nameof(chosen));
            sum += Enumerable.Range(0, data.Models.Count).Max(model => Value(row, model))!.Value - got;
        }

        return sum / chosen.Count;

        decimal? Value(RoutingRow row, int model) => row.Quality[model] is { } quality ? (worth * (decimal)quality) - data.CostOf(row, model) : null;
    }
}
