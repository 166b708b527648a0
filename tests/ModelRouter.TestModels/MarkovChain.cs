namespace ModelRouter.TestModels;

/// <summary>What a Markov model says: the next token depends on the last one alone. Immutable.</summary>
public sealed class MarkovChain
{
    /// <summary>Stands for the family's own token that ends generation.</summary>
    public const string End = "(end)";

    /// <summary>A logit so far above the others (0) that even sampling at temperature 1 picks it, but for one time in a million.</summary>
    public const float Certain = 20;

    /// <summary>Makes a chain.</summary>
    /// <param name="transitions">The transitions; several from one token share the probability by their logits.</param>
    /// <param name="fallback">What certainly follows a token that no transition begins with.</param>
    public MarkovChain(IReadOnlyList<MarkovTransition> transitions, string fallback = End)
    {
        Transitions = transitions;
        Fallback = fallback;
    }

    /// <summary>The transitions.</summary>
    public IReadOnlyList<MarkovTransition> Transitions { get; }

    /// <summary>What follows a token that no transition begins with.</summary>
    public string Fallback { get; }

    /// <summary>A chain that, after <paramref name="trigger"/>, says <paramref name="pieces"/> word for word and then ends.</summary>
    /// <param name="trigger">The prompt's last token: <c>"\n"</c> after R1's template and after ChatML.</param>
    /// <param name="pieces">What is said, token by token; whole words are fine, but no piece may come twice, for its successor would be unclear.</param>
    /// <exception cref="ArgumentException">A piece comes twice.</exception>
    public static MarkovChain Script(string trigger, params IReadOnlyList<string> pieces)
    {
        string[] path = [trigger, .. pieces];
        var twice = path.GroupBy(piece => piece, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"'{twice.Key}' comes twice in the script. Split or join pieces so that each is another one.", nameof(pieces));
        }

        return new MarkovChain([.. path.Zip(pieces.Append(End), (from, to) => new MarkovTransition(from, to))]);
    }

    /// <summary>A chain that, after <paramref name="trigger"/>, goes round <paramref name="pieces"/> and never ends.</summary>
    /// <param name="trigger">The prompt's last token.</param>
    /// <param name="pieces">What is said again and again.</param>
    public static MarkovChain Loop(string trigger, params IReadOnlyList<string> pieces)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pieces.Count, nameof(pieces));
        var script = Script(trigger, pieces);
        return new MarkovChain([.. script.Transitions.Select(step => step.To is End ? step with { To = pieces[0] } : step)]);
    }

    /// <summary>Every piece that has to be a single token of the vocabulary.</summary>
    internal IEnumerable<string> Pieces =>
        Transitions.SelectMany(step => (string[])[step.From, step.To]).Append(Fallback).Distinct(StringComparer.Ordinal);
}
