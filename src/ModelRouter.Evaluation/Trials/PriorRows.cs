using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation;

/// <summary>What a router without anything learned predicts: the analyzer's view of the prompt, and of each model its mean.</summary>
public static class PriorRows
{
    // As many outcomes at the prior weigh as much as the prior itself.
    private const double Shrinkage = 10;

    /// <summary>A predictor of priors; a model's is its mean over labels, drawn towards that over training rows, drawn towards a half.</summary>
    public static RowPredictor Create(IPromptAnalyzer analyzer, ISuccessPredictor predictor)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(predictor);
        return (rows, training, labels, ct) =>
        {
            ModelProfile[] models = [.. rows.Models.Select((model, column) => new ModelProfile
            {
                Id = model.Name,
                Tier = ModelTier.Cloud,
                Pricing = ModelPricing.Free,
                Quality = Mean(labels, column, Mean(training, column, 0.5)),
            })];
            return
            [
                .. rows.Rows.Select(row =>
                {
                    ct.ThrowIfCancellationRequested();
                    var prompt = analyzer.Analyze([new ChatMessage(ChatRole.User, row.Prompt)], options: null);
                    return models.Select(model => predictor.Predict(prompt, model)).ToArray();
                }),
            ];
        };
    }

    private static double Mean(RoutingDataset? data, int column, double prior)
    {
        var known = data?.Rows.Where(row => row.Quality[column] is not null).Select(row => row.Quality[column]!.Value).ToList() ?? [];
        return (known.Sum() + (Shrinkage * prior)) / (known.Count + Shrinkage);
    }
}
