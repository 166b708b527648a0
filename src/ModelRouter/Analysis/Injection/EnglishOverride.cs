namespace ModelRouter;

/// <summary>Reads English demands to ignore instructions word by word: a list of words near each other would see them in too many innocent sentences.</summary>
internal static class EnglishOverride
{
    private const int MostWords = 9;

    // Somebody who takes back what he said himself is no attacker.
    private const double Own = 0.3;

    // "Instructions in the README" are somebody else's.
    private const double Elsewhere = 0.4;

    // "Rules" may be those of a game.
    private const double WeakNoun = 0.6;

    internal static readonly string[] Verbs = ["ignor", "disregard", "forget", "override", "overrule", "bypass", "follow", "pay no attention to"];

    private static readonly string[] Demands = ["ignore", "ignoring", "disregard", "disregarding", "forget", "override", "overrule", "bypass", "follow", "following", "pay"];

    private static readonly string[] Fillers = ["the", "of", "that", "this", "these", "those", "and", "or", "to", "about", "completely", "immediately", "now", "every", "each", "single", "other", "content"];

    private static readonly string[] Qualifiers =
    [
        "previous", "previously", "prior", "above", "earlier", "preceding", "former", "original", "existing", "system", "initial", "current", "all", "any", "your", "safety", "security",
        "ethical", "internal", "hidden", "developer", "default", "past", "given", "foregoing",
    ];

    private static readonly string[] StrongNouns =
        ["instruction", "instructions", "prompt", "prompts", "directive", "directives", "guidelines", "programming", "guardrails", "safeguards", "restrictions"];

    private static readonly string[] WeakNouns = ["rules", "commands", "context", "directions", "training", "constraints", "policies", "orders", "limitations"];

    private static readonly string[] Sources = ["in", "from", "about", "on", "for", "regarding", "concerning", "when", "if"];

    /// <summary>How much of a demand stands at a verb: 0 (none) to 1.</summary>
    internal static double At(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && char.IsLetter(text[at - 1]))
        {
            return 0;
        }

        var words = new WordReader(text, at);
        var verb = words.Next();
        if (!IsOneOf(verb, Demands) || (verb.StartsWith("follow", StringComparison.OrdinalIgnoreCase) && !IsNegated(text, at)))
        {
            return 0;
        }

        if (verb.Equals("pay", StringComparison.OrdinalIgnoreCase))
        {
            words.Next();
            words.Next();
        }

        var (factor, isQualified) = (1.0, false);
        for (var i = 0; i < MostWords; i++)
        {
            var word = words.Next();
            if (word.Length == 0)
            {
                return 0;
            }

            var isStrong = IsOneOf(word, StrongNouns);
            if (isStrong || IsOneOf(word, WeakNouns))
            {
                var next = words.Next();
                if (!isQualified && !IsOneOf(next, Qualifiers) && !next.Equals("you", StringComparison.OrdinalIgnoreCase))
                {
                    return 0;
                }

                var isElsewhere = IsOneOf(next, Sources) && !IsOneOf(words.Next(), Qualifiers);
                return factor * (isStrong ? 1 : WeakNoun) * (isElsewhere ? Elsewhere : 1);
            }

            if (word.Equals("everything", StringComparison.OrdinalIgnoreCase) || word.Equals("anything", StringComparison.OrdinalIgnoreCase))
            {
                var next = words.Next();
                return IsOneOf(next, Qualifiers) || next.Equals("you", StringComparison.OrdinalIgnoreCase) || next.Equals("before", StringComparison.OrdinalIgnoreCase) ? 0.8 : 0;
            }

            if (word.Equals("my", StringComparison.OrdinalIgnoreCase))
            {
                factor = Own;
            }
            else if (IsOneOf(word, Qualifiers))
            {
                isQualified = true;
            }
            else if (!IsOneOf(word, Fillers))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsNegated(ReadOnlySpan<char> text, int at)
    {
        var before = text[Math.Max(0, at - 12)..at].TrimEnd();
        return before.EndsWith("not", StringComparison.OrdinalIgnoreCase) || before.EndsWith("n't", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("n’t", StringComparison.OrdinalIgnoreCase) || before.EndsWith("stop", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("never", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
