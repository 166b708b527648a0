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

        var names = Models.Select(static m => m.Name);
        throw new RoutingDataException($"There is no model '{model}' in this data.{Spelling.DidYouMean(model, names)} It has: {string.Join(", ", names)}.");
    }

    /// <summary>Whether another data set has the same models, in whatever order.</summary>
    public bool HasModelsOf(RoutingDataset other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Models.Count == other.Models.Count
            && Models.Select(static model => model.Name).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(other.Models.Select(static model => model.Name));
    }

    /// <summary>The same models with some of the rows.</summary>
    public RoutingDataset With(IEnumerable<RoutingRow> rows) => this with { Rows = [.. rows], Broken = [] };

    /// <summary>The same rows without models of which fewer outcomes are known; itself if that leaves none.</summary>
    internal RoutingDataset OfModelsKnownBy(int outcomes)
    {
        EvaluatedModel[] known = [.. Models.Where((_, column) => Rows.Count(row => row.Quality[column] is not null) >= outcomes)];
        return known.Length == Models.Count || known.Length == 0 ? this : WithModels(known);
    }

    /// <summary>The same rows with the columns of other models, by name; outcomes of models that this data does not have are not known.</summary>
    /// <exception cref="RoutingDataException">No model is in both.</exception>
    public RoutingDataset WithModels(IReadOnlyList<EvaluatedModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        int[] columns = [.. models.Select(model => Models.ToList().FindIndex(own => own.Name.Equals(model.Name, StringComparison.OrdinalIgnoreCase)))];
        if (columns.All(static column => column < 0))
        {
            throw new RoutingDataException(
                $"No model is in both: {string.Join(", ", Models.Select(static m => m.Name))}; and {string.Join(", ", models.Select(static m => m.Name))}."
                + Spelling.DidYouMean(Models[0].Name, models.Select(static m => m.Name)));
        }

        return this with { Models = models, Rows = [.. Rows.Select(Moved)] };

        RoutingRow Moved(RoutingRow row) => row with
        {
            Quality = Move(row.Quality),
            Costs = row.Costs is null ? null : Move(row.Costs),
            OutputCharacters = row.OutputCharacters is null ? null : Move(row.OutputCharacters),
        };

        T?[] Move<T>(IReadOnlyList<T?> values)
            where T : struct => [.. columns.Select(column => column < 0 ? null : values[column])];
    }

    /// <summary>What a model's answer to a row cost in US dollars: told by the row, or worked out from prices and lengths.</summary>
    /// <remarks>A token is taken to be four characters. The answer's length is the model's mean (<see cref="EvaluatedModel.MeanOutputTokens"/>), which counts the thought; only
    /// without one is it what the row tells of the visible answer, or else 400 tokens.</remarks>
    /// <exception cref="RoutingDataException">Neither the row tells its cost nor the model its prices.</exception>
    public decimal CostOf(RoutingRow row, int model)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Costs?[model] is { } told)
        {
            return told;
        }

        var mean = Models[model].MeanOutputTokens;
        return CostOf(row, model, mean ?? (row.OutputCharacters?[model] is { } characters ? characters / CharactersPerToken : DefaultOutputTokens));
    }

    /// <summary>What a model's answer to a row can be expected to cost before it is there: the mean of its costs where rows tell them, else its prices with
    /// the mean length of its answers; US dollars.</summary>
    internal decimal[] ExpectedCosts(int model)
    {
        if (Models[model].InputPerMillion is null || Rows.Any(row => row.Costs?[model] is not null))
        {
            var mean = Rows.Average(row => CostOf(row, model));
            return [.. Rows.Select(_ => mean)];
        }

        var lengths = Rows.Where(row => row.OutputCharacters?[model] is not null).Select(row => row.OutputCharacters![model]!.Value).ToList();
        var output = Models[model].MeanOutputTokens ?? (lengths.Count > 0 ? (decimal)lengths.Average() / CharactersPerToken : DefaultOutputTokens);
        return [.. Rows.Select(row => CostOf(row, model, output))];
    }

    /// <summary>US dollars a token that a model reads of others' answers, which no row's cost tells.</summary>
    /// <exception cref="RoutingDataException">The model has no price.</exception>
    internal decimal ReadingPriceOf(int model) => Models[model].InputPerMillion is { } input
        ? input / 1_000_000m
        : throw new RoutingDataException(
            $"What '{Models[model].Name}' costs for reading others' answers is not known: give it 'input_per_million_usd' and 'output_per_million_usd' in the models' file.");

    private decimal CostOf(RoutingRow row, int model, decimal outputTokens) => Models[model] is { InputPerMillion: { } input, OutputPerMillion: { } output }
        ? ((row.Prompt.Length / CharactersPerToken * input) + (outputTokens * output)) / 1_000_000m
        : throw new RoutingDataException(
            $"What '{Models[model].Name}' costs is not known: give it 'input_per_million_usd' and 'output_per_million_usd' in the models' file, or each row its 'cost'.");

    private const decimal CharactersPerToken = 4;
    private const int DefaultOutputTokens = 400;
}
