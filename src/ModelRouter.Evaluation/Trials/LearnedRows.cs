namespace ModelRouter.Evaluation;

/// <summary>What the learned predictor predicts: weights, and corrections by labels.</summary>
public static class LearnedRows
{
    /// <summary>A predictor by <paramref name="weights"/>; where training rows are given, by what they alone teach, since the weights may have been
    /// trained on the rows that are to be predicted.</summary>
    public static RowPredictor Create(IPromptAnalyzer analyzer, RouterWeights weights, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(weights);
        return (rows, training, labels, ct) =>
        {
            var known = training is null ? weights : RouterTrainer.Train([training.OfModelsKnownBy(RouterTrainer.LeastRows)], seed, progress: null, ct);
            var predictor = new LearnedSuccessPredictor(known);
            var profiles = ModelRows.Profiles(rows, training, labels, known);
            var fit = labels is null ? null : OutcomeFit.Of([.. Labelled(labels, ct)], ct);
            return
            [
                .. rows.Rows.Select(row =>
                {
                    ct.ThrowIfCancellationRequested();
                    var prompt = ModelRows.Analyze(analyzer, row);
                    return profiles.Select(model => Predict(prompt, model)).ToArray();
                }),
            ];

            double Predict(PromptProfile prompt, ModelProfile model) =>
                predictor.Predict(prompt, model) is var chance && fit is not null && prompt.Vector is { } vector
                    ? fit.Correct(vector, model.Id, Logit(chance))
                    : chance;

            IEnumerable<LabelledPrompt> Labelled(RoutingDataset data, CancellationToken token)
            {
                foreach (var row in data.Rows)
                {
                    token.ThrowIfCancellationRequested();
                    var prompt = ModelRows.Analyze(analyzer, row);
                    for (var column = 0; column < profiles.Length; column++)
                    {
                        if (row.Quality[column] is { } outcome && prompt.Vector is { } vector)
                        {
                            yield return new(vector, profiles[column].Id, outcome, Logit(predictor.Predict(prompt, profiles[column])));
                        }
                    }
                }
            }
        };
    }

    private static double Logit(double chance) => OutcomeExpert.Logit((float)chance);
}
