using System.Runtime.CompilerServices;

namespace ModelRouter.Evaluation;

/// <summary>What the learned predictor predicts: weights, and corrections by labels as a running router makes them.</summary>
public static class LearnedRows
{
    /// <summary>A predictor by <paramref name="weights"/>; where training rows are given, by what they alone teach, since the weights may have been
    /// trained on the rows that are to be predicted.</summary>
    public static RowPredictor Create(IPromptAnalyzer analyzer, RouterWeights weights, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(weights);

        // Learning takes nearly all of a trial's time, and a learning curve asks with the same training rows for each number of labels.
        var learnedFrom = new ConditionalWeakTable<RoutingDataset, RouterWeights>();
        return (rows, training, labels, ct) =>
        {
            var known = training is null ? weights : learnedFrom.GetValue(training, data => Train(data, ct));
            var predictor = new LearnedSuccessPredictor(known);
            var profiles = ModelRows.Profiles(rows, training, labels, known);
            var learned = labels is null ? null : LearnedOutcomes.Of([.. Labelled(labels, ct)], ct);
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
                predictor.Predict(prompt, model) is var chance && learned is not null && prompt.Vector is { } vector
                    ? learned.Correct(vector, model.Id, chance)
                    : chance;

            IEnumerable<OutcomeLabel> Labelled(RoutingDataset data, CancellationToken token)
            {
                foreach (var row in data.Rows)
                {
                    token.ThrowIfCancellationRequested();
                    var prompt = ModelRows.Analyze(analyzer, row);
                    for (var column = 0; column < profiles.Length; column++)
                    {
                        if (row.Quality[column] is { } outcome && prompt.Vector is { } vector)
                        {
                            var call = new LearnableCall(
                                Guid.Empty, At: default, profiles[column].Id, vector, LearnedOutcomes.Logit(predictor.Predict(prompt, profiles[column])), Source: null);
                            yield return new(call, OutcomeKind.Verifier, outcome);
                        }
                    }
                }
            }
        };

        RouterWeights Train(RoutingDataset data, CancellationToken ct) =>
            RouterTrainer.TrainForOthers([data.OfModelsKnownBy(RouterTrainer.LeastRows)], PromptEncoder.Default, seed, progress: null, ct);
    }
}
