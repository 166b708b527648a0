namespace ModelRouter;

/// <summary>Tells task, domain and difficulty of a request by learned weights. Immutable.</summary>
/// <remarks>Three linear models over the same features (<see cref="RequestFeatures"/>): multinomial logistic regression for task and domain,
/// least squares for difficulty. They learned from prompts in English and Korean.</remarks>
internal sealed class TaskClassifier
{
    private const string Resource = "task-weights.bin";
    private static readonly Lazy<TaskClassifier> Embedded = new(static () =>
    {
        using var stream = typeof(TaskClassifier).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource '{Resource}' is missing from the assembly.");
        return new(TaskWeights.Read(stream));
    });

    private readonly TaskWeights _weights;

    internal TaskClassifier(TaskWeights weights) => _weights = weights;

    /// <summary>The weights that come with the router, read when they are first asked for.</summary>
    internal static TaskClassifier Default => Embedded.Value;

    internal RequestJudgement Judge(ReadOnlySpan<char> request, in Tally tally)
    {
        var sum = new WeightSum(_weights);
        RequestFeatures.Find(request, tally, ref sum);
        ReadOnlySpan<float> scores = sum.Scores;
        return new(
            (PromptTask)Best(scores[..TaskWeights.Tasks]),
            (PromptDomain)Best(scores.Slice(TaskWeights.Tasks, TaskWeights.Domains)),
            Math.Clamp(scores[TaskWeights.Difficulty], 0.02, 1));
    }

    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
