namespace ModelRouter.Evaluation;

/// <summary>Trains what <see cref="PromptAnalyzer"/> knows of tasks, domains and difficulty.</summary>
/// <remarks>Each prompt is learned twice, as it is and as another person might have said it (<see cref="PromptVariation"/>), so that greetings and
/// typing errors don't count. The result depends on the prompts and their order alone: the variations' seed is fixed.</remarks>
public static class TaskTrainer
{
    private const int Seed = 6;
    private const double ClassPenalty = 0.15;
    private const double DifficultyPenalty = 1;

    /// <summary>Trains on the prompts of a folder and writes the weights, about 0.7 MB.</summary>
    /// <param name="folder">Its <c>.jsonl</c> files are read in the order of their names. A row is <c>{"prompt", "task", "domain", "lang",
    /// "difficulty": "easy" | "medium" | "hard"}</c>; tasks and domains are named as <see cref="PromptTask"/> and <see cref="PromptDomain"/>.</param>
    /// <param name="weights">Where the weights go.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <exception cref="RoutingDataException">There is no row, or one can't be read.</exception>
    /// <exception cref="IOException">The folder or a file can't be read, or the weights can't be written.</exception>
    public static async Task TrainAsync(string folder, Stream weights, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var prompts = await TaskPromptReader.ReadFolderAsync(folder, cancellationToken).ConfigureAwait(false);
        using var file = new MemoryStream();
        Train(prompts, cancellationToken).Write(file);
        await weights.WriteAsync(file.GetBuffer().AsMemory(0, (int)file.Length), cancellationToken).ConfigureAwait(false);
    }

    internal static TaskWeights Train(IReadOnlyList<TaskPrompt> prompts, CancellationToken ct)
    {
        var random = new Random(Seed);
        TaskPrompt[] all = [.. prompts, .. prompts.Select(prompt => prompt with { Prompt = PromptVariation.Of(prompt, random) })];
        var rows = new FeatureRow[all.Length];
        Parallel.For(0, rows.Length, i => rows[i] = FeatureRow.Of(all[i].Prompt));
        double[][] fits =
        [
            LinearFit.Classes(rows, [.. all.Select(static p => (int)p.Task)], TaskWeights.Tasks, ClassPenalty, ct),
            LinearFit.Classes(rows, [.. all.Select(static p => (int)p.Domain)], TaskWeights.Domains, ClassPenalty, ct),
            LinearFit.Values(rows, [.. all.Select(static p => p.Difficulty)], DifficultyPenalty, ct),
        ];
        return Quantise((place, output) => output switch
        {
            < TaskWeights.Tasks => fits[0][(place * TaskWeights.Tasks) + output],
            < TaskWeights.Difficulty => fits[1][(place * TaskWeights.Domains) + output - TaskWeights.Tasks],
            _ => fits[2][place],
        });
    }

    private static TaskWeights Quantise(Func<int, int, double> weight)
    {
        var scales = new float[TaskWeights.Outputs];
        var rows = new sbyte[FeatureHash.Buckets * TaskWeights.Lanes];
        for (var output = 0; output < TaskWeights.Outputs; output++)
        {
            var most = 0.0;
            for (var bucket = 0; bucket < FeatureHash.Buckets; bucket++)
            {
                most = Math.Max(most, Math.Abs(weight(bucket, output)));
            }

            scales[output] = (float)Math.Max(most / sbyte.MaxValue, 1e-9);
            for (var bucket = 0; bucket < FeatureHash.Buckets; bucket++)
            {
                rows[(bucket * TaskWeights.Lanes) + output] = (sbyte)Math.Round(weight(bucket, output) / scales[output]);
            }
        }

        return new()
        {
            Bias = [.. Enumerable.Range(0, TaskWeights.Outputs).Select(output => (float)weight(FeatureRow.Constant, output))],
            Scales = scales,
            Figures = [.. Enumerable.Range(0, RequestFigures.Count * TaskWeights.Outputs)
                .Select(i => (float)weight(FeatureHash.Buckets + (i / TaskWeights.Outputs), i % TaskWeights.Outputs))],
            Rows = rows,
        };
    }
}
