namespace ModelRouter.Evaluation;

/// <summary>Trains the router's weights from prompts with known outcomes.</summary>
public static class RouterTrainer
{
    /// <summary>Rows that a training needs at least.</summary>
    public const int LeastRows = 50;

    /// <summary>Trains weights that know the models of <paramref name="data"/>; the same data and seed give the same weights.</summary>
    /// <param name="data">Bodies of outcomes. Those of the same models count as one; a model that two others have is taken from the first.</param>
    /// <param name="seed">Decides folds and trees.</param>
    /// <param name="progress">Is told the share that is done; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">There is no data, or one has fewer than <see cref="LeastRows"/> rows or a model without outcomes.</exception>
    public static RouterWeights Train(
        IReadOnlyList<RoutingDataset> data, int seed = 0, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count > 0 ? Train(data, PromptEncoder.Default, seed, forOthers: false, progress, cancellationToken) : throw new RoutingDataException("There is no data to learn from.");
    }

    /// <summary>Learns how prompts are turned into vectors, for a new version of the library: everything that was trained before must be trained anew.</summary>
    /// <param name="prompts">Prompts of every kind that the router shall tell apart.</param>
    /// <param name="data">As for <see cref="Train(IReadOnlyList{RoutingDataset}, int, IProgress{float}?, CancellationToken)"/>.</param>
    /// <param name="encoder">Takes the encoder.</param>
    /// <param name="weights">Takes the weights.</param>
    /// <param name="seed">As above.</param>
    /// <param name="progress">As above.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void TrainAnew(
        IReadOnlyList<string> prompts, IReadOnlyList<RoutingDataset> data, Stream encoder, Stream weights, int seed, IProgress<float>? progress,
        CancellationToken cancellationToken = default)
    {
        var learned = EncoderTrainer.Learn(prompts, seed, cancellationToken);
        learned.Write(encoder);
        TrainForOthers(data, learned, seed, progress, cancellationToken).Write(weights);
    }

    /// <summary>Trains weights that are asked about prompts of other kinds than those of <paramref name="data"/>, too.</summary>
    internal static RouterWeights TrainForOthers(
        IReadOnlyList<RoutingDataset> data, PromptEncoder encoder, int seed, IProgress<float>? progress, CancellationToken ct) =>
        Train(data, encoder, seed, forOthers: true, progress, ct);

    private static RouterWeights Train(
        IReadOnlyList<RoutingDataset> data, PromptEncoder encoder, int seed, bool forOthers, IProgress<float>? progress, CancellationToken ct)
    {
        var bodies = Joined(data);
        var experts = new OutcomeExpert[bodies.Count];
        for (var i = 0; i < experts.Length; i++)
        {
            experts[i] = new ExpertTrainer(bodies[i], encoder, seed, forOthers, ct).Train();
            progress?.Report((i + 1f) / experts.Length);
        }

        return new(encoder, experts);
    }

    private static List<RoutingDataset> Joined(IReadOnlyList<RoutingDataset> data)
    {
        List<RoutingDataset> bodies = [];
        foreach (var set in data)
        {
            var same = bodies.FindIndex(body => body.HasModelsOf(set));
            if (same < 0)
            {
                bodies.Add(set);
            }
            else
            {
                bodies[same] = bodies[same].With(bodies[same].Rows.Concat(set.WithModels(bodies[same].Models).Rows));
            }
        }

        return bodies;
    }
}
