namespace NanoR1;

/// <summary>A look at a model in training: greedy answers to fresh problems, per family.</summary>
internal sealed class ProgressCheck(TransformerWeights weights, IReadOnlyList<ITaskFamily> families, int perFamily, int seed)
{
    private const int CompletionLimit = 320;

    /// <summary>The share of right answers of each family and of all.</summary>
    public IReadOnlyList<(string Family, double Accuracy)> Run(Split split)
    {
        var results = new (string Family, double Accuracy)[families.Count];
        Parallel.For(0, families.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var family = families[i];
            var random = new Random(seed + i);
            var exercises = Enumerable.Range(0, perFamily).Select(k => family.Create(random, split, k % 2 == 0 ? "en" : "ko")).ToArray();
            var completions = new Decoder(weights).Generate([.. exercises.Select(exercise => ByteTokenizer.Prompt(exercise.Prompt))], CompletionLimit, 0, random);
            var right = exercises.Zip(completions).Count(pair => Transcript.Read(pair.Second) is { HasFormat: true } read && family.IsRight(pair.First, read.Answer));
            results[i] = (family.Name, right / (double)perFamily);
        });
        return [.. results, ("all", results.Average(result => result.Accuracy))];
    }
}
