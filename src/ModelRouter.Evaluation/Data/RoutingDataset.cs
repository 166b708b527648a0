namespace ModelRouter.Evaluation;

/// <summary>Prompts with the outcomes of several models.</summary>
/// <param name="Models">The models, in the order of each row's outcomes.</param>
/// <param name="Rows">The prompts.</param>
/// <param name="Broken">Lines of the file that could not be read.</param>
public sealed record RoutingDataset(IReadOnlyList<EvaluatedModel> Models, IReadOnlyList<RoutingRow> Rows, IReadOnlyList<BrokenRow> Broken)
{
    /// <summary>A model's column.</summary>
    /// <exception cref="RoutingDataException">There is no model of that name; the message tells which there are.</exception>
    public int ColumnOf(string model)
    {
        for (var i = 0; i < Models.Count; i++)
        {
            if (Models[i].Name.Equals(model, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new RoutingDataException($"There is no model '{model}' in this data. It has: {string.Join(", ", Models.Select(static m => m.Name))}.");
    }

    /// <summary>What a model's answer to a row cost in US dollars: told by the row, or worked out from prices and lengths.</summary>
    /// <remarks>A token is taken to be four characters; where nothing tells the length of an answer, it is the model's mean, or 400 tokens.</remarks>
    public decimal CostOf(RoutingRow row, int model)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Costs?[model] is { } told)
        {
            return told;
        }

        var (price, mean) = (Models[model], Models[model].MeanOutputTokens);
        var output = mean ?? (row.OutputCharacters?[model] is { } characters ? characters / CharactersPerToken : DefaultOutputTokens);
        return ((row.Prompt.Length / CharactersPerToken * price.InputPerMillion) + (output * price.OutputPerMillion)) / 1_000_000m;
    }

    private const int CharactersPerToken = 4;
    private const int DefaultOutputTokens = 400;
}
