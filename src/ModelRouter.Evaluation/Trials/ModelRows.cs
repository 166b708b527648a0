using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation;

/// <summary>What a router would know of the models and prompts of a data set.</summary>
internal static class ModelRows
{
    // As many outcomes at the prior weigh as much as the prior itself.
    private const double Shrinkage = 10;
    private const double UsualQuality = 0.75;
    private const double QualityPerDecade = 0.08;

    /// <summary>A profile of each model; its quality is its mean over labels, drawn towards that over training rows or in the weights, drawn towards what its price lets expect.</summary>
    internal static ModelProfile[] Profiles(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, RouterWeights? weights) =>
    [
        .. rows.Models.Select((model, column) => new ModelProfile
        {
            Id = model.Name,
            Tier = ModelTier.Cloud,
            Pricing = ModelPricing.Free,
            Quality = Mean(labels, column, Mean(training, column, weights?.MeanOf(model.Name) ?? QualityAt(model))),
        }),
    ];

    /// <summary>A row's prompt as the analyzer understands it.</summary>
    internal static PromptProfile Analyze(IPromptAnalyzer analyzer, RoutingRow row) => analyzer.Analyze([new ChatMessage(ChatRole.User, row.Prompt)], options: null);

    // Who charges more is right more often, and most models are right more often than not: that is all that is known of one never seen.
    private static double QualityAt(EvaluatedModel model) =>
        model.OutputPerMillion is > 0 and var price ? Math.Clamp(UsualQuality + (QualityPerDecade * Math.Log10((double)price)), 0.5, 0.95) : UsualQuality;

    private static double Mean(RoutingDataset? data, int column, double prior)
    {
        var known = data?.Rows.Where(row => row.Quality[column] is not null).Select(row => row.Quality[column]!.Value).ToList() ?? [];
        return (known.Sum() + (Shrinkage * prior)) / (known.Count + Shrinkage);
    }
}
