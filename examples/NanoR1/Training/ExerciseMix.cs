namespace NanoR1;

/// <summary>Draws exercises of all families by their weights, in both languages.</summary>
internal sealed class ExerciseMix
{
    private const double KoreanShare = 0.45;
    private const double LostShare = 0.015;

    private readonly IReadOnlyList<ITaskFamily> _families;
    private readonly double _total;

    /// <exception cref="ArgumentException">There is no family to draw from.</exception>
    public ExerciseMix(IReadOnlyList<ITaskFamily> families)
    {
        _families = families;
        _total = families.Sum(family => family.Weight);
        if (_total <= 0)
        {
            throw new ArgumentException("There is nothing to learn from: no task family has a weight above zero.", nameof(families));
        }
    }

    public Exercise Draw(Random random) => DrawWithFamily(random).Exercise;

    /// <summary>An exercise and the family that can check its answer.</summary>
    public (ITaskFamily Family, Exercise Exercise) DrawWithFamily(Random random)
    {
        var at = random.NextDouble() * _total;
        var family = _families[^1];
        foreach (var candidate in _families)
        {
            at -= candidate.Weight;
            if (at < 0)
            {
                family = candidate;
                break;
            }
        }

        return (family, family.Create(random, Split.Training, random.NextDouble() < KoreanShare ? "ko" : "en"));
    }

    /// <summary>As many exercises as fit into <paramref name="tokens"/>.</summary>
    public Batch Fill(Random random, int tokens, int context)
    {
        var batch = new Batch();
        while (true)
        {
            var exercise = Draw(random);
            var (prompt, completion) = random.NextDouble() < LostShare
                ? LostThought.Of(exercise, random, context)
                : (ByteTokenizer.Prompt(exercise.Prompt), ByteTokenizer.Completion(exercise.Thought, exercise.Answer));
            if (prompt.Length + completion.Length > context)
            {
                throw new InvalidOperationException($"An exercise of '{exercise.Family}' takes {prompt.Length + completion.Length} tokens of {context}: {exercise.Prompt}");
            }

            if (batch.Tokens.Count + prompt.Length + completion.Length > tokens)
            {
                return batch;
            }

            batch.Add(prompt, completion);
        }
    }
}
