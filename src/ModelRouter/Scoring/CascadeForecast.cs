namespace ModelRouter;

/// <summary>What is expected of trying one model, checking its answer, and asking a better one if the check fails.</summary>
/// <param name="First">The model whose answer is checked.</param>
/// <param name="Second">The model that is asked if it fails.</param>
/// <param name="Checks">The names of the checks, as <see cref="AnswerCheck.Name"/> has them.</param>
/// <param name="EscalationProbability">Chance, 0 to 1, that the second model is asked.</param>
/// <param name="SuccessProbability">Chance, 0 to 1, that the answer that is given in the end is right.</param>
/// <param name="Cost">Expected cost in US dollars: the first model's, votes included, and as much of the second's as it is likely to be asked.</param>
/// <param name="Latency">Expected time until the whole answer is there.</param>
/// <param name="Value">Worth × P(success) − cost − price of the wait, in US dollars.</param>
public sealed record CascadeForecast(
    string First,
    string Second,
    IReadOnlyList<string> Checks,
    double EscalationProbability,
    double SuccessProbability,
    decimal Cost,
    TimeSpan Latency,
    decimal Value);
