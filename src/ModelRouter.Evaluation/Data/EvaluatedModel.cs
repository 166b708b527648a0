namespace ModelRouter.Evaluation;

/// <summary>A model whose outcomes a data set holds.</summary>
/// <param name="Name">Its name; a column of <see cref="RoutingRow.Quality"/>.</param>
/// <param name="InputPerMillion">US dollars for a million input tokens; ≥ 0, or <see langword="null"/> if not known.</param>
/// <param name="OutputPerMillion">US dollars for a million output tokens; ≥ 0, or <see langword="null"/> if not known.</param>
/// <param name="MeanOutputTokens">Output tokens of an answer, thought included; counts before the rows' <see cref="RoutingRow.OutputCharacters"/>, which tell the visible answer only, but not before
/// their <see cref="RoutingRow.Costs"/>. <see langword="null"/> if not known.</param>
public sealed record EvaluatedModel(string Name, decimal? InputPerMillion = null, decimal? OutputPerMillion = null, int? MeanOutputTokens = null);
