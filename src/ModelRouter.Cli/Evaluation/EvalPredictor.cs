using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>What <c>eval</c> evaluates: the predictor that a router uses by default.</summary>
internal static class EvalPredictor
{
    internal static IPromptAnalyzer Analyzer { get; } = new HeuristicPromptAnalyzer();

    internal static RowPredictor Create() => PriorRows.Create(Analyzer, new PriorSuccessPredictor());
}
