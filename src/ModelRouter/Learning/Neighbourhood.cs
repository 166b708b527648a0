namespace ModelRouter;

/// <summary>Labelled prompts, and how sharply they are told apart. Immutable, so safe for concurrent use.</summary>
internal sealed class Neighbourhood
{
    /// <summary>What is alike so little tells nothing, and would take time.</summary>
    internal const double LeastWeight = 1e-3;

    /// <summary>How sharply prompts may be told apart, beside not at all.</summary>
    private static readonly double[] Sharpnesses = [16, 32];

    private readonly PromptVector[] _prompts;
    private readonly ModelOutcome[][] _outcomes;

    private Neighbourhood(PromptVector[] prompts, ModelOutcome[][] outcomes) => (_prompts, _outcomes) = (prompts, outcomes);

    /// <summary>Of the weight e^(s (likeness − 1)), s; infinite if neighbours are not asked.</summary>
    private double Sharpness { get; init; } = double.PositiveInfinity;

    /// <summary>Chooses the sharpness.</summary>
    internal static Neighbourhood Of(
        IEnumerable<(PromptVector Prompt, IEnumerable<LabelledPrompt> Labels)> labels, Func<LabelledPrompt, ModelOutcome> read, CancellationToken ct)
    {
        var all = labels.ToList();
        Neighbourhood plain = new([.. all.Select(static prompt => prompt.Prompt)], [.. all.Select(prompt => prompt.Labels.Select(read).ToArray())]);
        Neighbourhood[] candidates = [plain, .. Sharpnesses.Select(sharpness => new Neighbourhood(plain._prompts, plain._outcomes) { Sharpness = sharpness })];
        return candidates.MinBy(candidate => candidate.Missed(ct))!;
    }

    /// <summary>What was learned of the prompts most alike.</summary>
    internal Neighbours Find(PromptVector prompt) => Find(prompt, except: -1);

    private Neighbours Find(PromptVector prompt, int except)
    {
        if (double.IsPositiveInfinity(Sharpness))
        {
            return new(this, []);
        }

        List<(double Weight, ModelOutcome Outcome)> near = [];
        var least = 1 + (float)(Math.Log(LeastWeight) / Sharpness);
        for (var i = 0; i < _prompts.Length; i++)
        {
            if (i != except && prompt.Likeness(_prompts[i]) is var likeness && likeness > least)
            {
                var weight = Math.Exp(Sharpness * (likeness - 1));
                foreach (var outcome in _outcomes[i])
                {
                    near.Add((weight, outcome));
                }
            }
        }

        return new(this, near);
    }

    /// <summary>How far predictions of each prompt's outcomes by all other prompts are from them.</summary>
    private double Missed(CancellationToken ct)
    {
        var missed = 0.0;
        for (var i = 0; i < _prompts.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            var others = Find(_prompts[i], except: i);
            missed += _outcomes[i].Sum(outcome => Math.Pow(LogisticFit.Sigmoid(outcome.Logit + others.ShiftOf(outcome.Model)) - outcome.Outcome, 2));
        }

        return missed;
    }
}
