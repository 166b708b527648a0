namespace ModelRouter;

/// <summary>Labelled prompts, and how sharply they are told apart. Immutable, so safe for concurrent use.</summary>
internal sealed class Neighbourhood
{
    /// <summary>What is alike so little tells nothing, and would take time.</summary>
    internal const double LeastWeight = 1e-3;

    /// <summary>How sharply prompts may be told apart, beside not at all.</summary>
    private static readonly double[] Sharpnesses = [16, 32];

    // Embeddings of unlike prompts have cosines of 0.1 with some models and of 0.8 with others.
    private static readonly double[] MeaningSharpnesses = [8, 16, 32, 64];

    private readonly PromptVector[] _prompts;
    private readonly ModelOutcome[][] _outcomes;

    private Neighbourhood(PromptVector[] prompts, ModelOutcome[][] outcomes) => (_prompts, _outcomes) = (prompts, outcomes);

    /// <summary>Of the weight e^(s (likeness − 1)), s; infinite if neighbours are not asked.</summary>
    private double Sharpness { get; init; } = double.PositiveInfinity;

    /// <summary>If prompts are alike by their embeddings, what is asked of prompts that have none, or one that no label's can be compared with.</summary>
    private Neighbourhood? ByShape { get; init; }

    /// <summary>Chooses by what prompts are told apart, and how sharply.</summary>
    internal static Neighbourhood Of(
        IEnumerable<(PromptVector Prompt, IEnumerable<LabelledPrompt> Labels)> labels, Func<LabelledPrompt, ModelOutcome> read, CancellationToken ct)
    {
        var all = labels.ToList();
        Neighbourhood plain = new([.. all.Select(static prompt => prompt.Prompt)], [.. all.Select(prompt => prompt.Labels.Select(read).ToArray())]);
        var byShape = Best([plain, .. Sharpnesses.Select(sharpness => new Neighbourhood(plain._prompts, plain._outcomes) { Sharpness = sharpness })], ct);
        return !Array.Exists(plain._prompts, static prompt => prompt.Embedding is not null) ? byShape
            : Best([byShape, .. MeaningSharpnesses.Select(sharpness => new Neighbourhood(plain._prompts, plain._outcomes) { Sharpness = sharpness, ByShape = byShape })], ct);
    }

    private static Neighbourhood Best(Neighbourhood[] candidates, CancellationToken ct) => candidates.MinBy(candidate => candidate.Missed(ct))!;

    /// <summary>What was learned of the prompts most alike.</summary>
    internal Neighbours Find(PromptVector prompt) => new(this, Near(prompt, except: -1));

    private List<(double Weight, ModelOutcome Outcome)> Near(PromptVector prompt, int except)
    {
        if (ByShape is not null && !Array.Exists(_prompts, known => !ReferenceEquals(known, prompt) && Likeness(known, prompt) is not null))
        {
            return ByShape.Near(prompt, except);
        }

        if (double.IsPositiveInfinity(Sharpness))
        {
            return [];
        }

        List<(double Weight, ModelOutcome Outcome)> near = [];
        var least = 1 + (float)(Math.Log(LeastWeight) / Sharpness);
        for (var i = 0; i < _prompts.Length; i++)
        {
            if (i != except && Likeness(prompt, _prompts[i]) is { } likeness && likeness > least)
            {
                var weight = Math.Exp(Sharpness * (likeness - 1));
                foreach (var outcome in _outcomes[i])
                {
                    near.Add((weight, outcome));
                }
            }
        }

        return near;
    }

    /// <summary><see langword="null"/> if it can't be told, so that nothing is learned from one for the other.</summary>
    private float? Likeness(PromptVector a, PromptVector b) =>
        ByShape is null ? a.Likeness(b) : a.Embedding is { } one && b.Embedding is { } other ? one.Likeness(other) : null;

    /// <summary>How far predictions of each prompt's outcomes by all other prompts are from them.</summary>
    private double Missed(CancellationToken ct)
    {
        var missed = 0.0;
        for (var i = 0; i < _prompts.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            var others = new Neighbours(this, Near(_prompts[i], except: i));
            missed += _outcomes[i].Sum(outcome => Math.Pow(LogisticFit.Sigmoid(outcome.Logit + others.ShiftOf(outcome.Model)) - outcome.Outcome, 2));
        }

        return missed;
    }
}
