namespace ModelRouter.Evaluation;

/// <summary>What a router without anything learned predicts: the analyzer's view of the prompt, and of each model its mean.</summary>
public static class PriorRows
{
    /// <summary>A predictor of priors; a model's is its mean over labels, drawn towards that over training rows, drawn towards a half.</summary>
    public static RowPredictor Create(IPromptAnalyzer analyzer, ISuccessPredictor predictor)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(predictor);
        return (rows, training, labels, ct) =>
        {
            var models = ModelRows.Profiles(rows, training, labels, weights: null);
            return
            [
                .. rows.Rows.Select(row =>
                {
                    ct.ThrowIfCancellationRequested();
                    var prompt = ModelRows.Analyze(analyzer, row);
                    return models.Select(model => predictor.Predict(prompt, model)).ToArray();
                }),
            ];
        };
    }
}
