using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>What <c>eval</c> evaluates: the predictor that a router uses by default, or with other weights.</summary>
internal static class EvalPredictor
{
    internal static IPromptAnalyzer Analyzer { get; } = new PromptAnalyzer();

    /// <param name="weights">A file that <c>train</c> wrote; <see langword="null"/> for the weights that ModelRouter ships with.</param>
    /// <param name="seed">Decides on folds and trees where something is trained.</param>
    /// <exception cref="RoutingDataException">The file holds no weights.</exception>
    internal static RowPredictor Create(string? weights, int seed) =>
        LearnedRows.Create(Analyzer, weights is null ? RouterWeights.Default : RouterWeights.Default.With(Read(weights)), seed);

    private static RouterWeights Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return RouterWeights.Read(file);
        }
        catch (InvalidDataException bad)
        {
            throw new RoutingDataException($"'{path}': {bad.Message}", bad);
        }
    }
}
