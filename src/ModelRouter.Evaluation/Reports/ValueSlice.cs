namespace ModelRouter.Evaluation;

/// <summary>A part of the rows in a <see cref="ValueReport"/>.</summary>
/// <param name="Name">Its benchmark, subset or language.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Best">Mean outcome of the model that is best over all rows.</param>
/// <param name="BestCost">US dollars a prompt that it costs.</param>
/// <param name="Quality">The router's mean outcome at the report's worth.</param>
/// <param name="Cost">US dollars a prompt that the router costs at it.</param>
/// <param name="Regret">The router's regret at it, US dollars a prompt.</param>
public sealed record ValueSlice(string Name, int Rows, double Best, decimal BestCost, Interval Quality, decimal Cost, Interval Regret);
