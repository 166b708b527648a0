namespace ModelRouter.LlamaCpp;

/// <summary>The rules of a grammar in llama.cpp's notation, GBNF, as far as they must be known before llama.cpp may see them.</summary>
/// <remarks>
/// llama.cpp reports a malformed grammar on the process's error stream alone, and one that begins a rule with itself, or that is nested deep enough, can
/// end the process. So grammars are read here first. Not read: references to tokens (<c>&lt;[12]&gt;</c>), which this engine doesn't support.
/// </remarks>
internal static class Gbnf
{
    /// <summary>The rule with which every grammar begins.</summary>
    public const string Root = "root";

    /// <summary>Most repetitions of an item, and most rules of a group times its repetitions; beyond it llama.cpp drops the upper limit or refuses.</summary>
    public const int MostRepetitions = 1999;

    /// <summary>Most parts in a row that may be empty, made by repetition.</summary>
    /// <remarks>llama.cpp tries all ways in which they can share a token's text; with 12 of them that takes seconds for a long token, and everybody's answers wait.</remarks>
    public const int MostOfNothing = 8;

    /// <summary>Most rules; llama.cpp walks through them recursively.</summary>
    public const int MostRules = 2000;

    /// <summary>Most rules in a row that begin with each other; each takes room on the stack.</summary>
    public const int LongestChain = 300;

    private const int LongestText = 1 << 19;

    /// <summary>Checks a grammar.</summary>
    /// <exception cref="ArgumentException">It is malformed; the message says where and why.</exception>
    public static void Check(string grammar)
    {
        if (grammar.Length > LongestText)
        {
            throw new ArgumentException($"The grammar has {grammar.Length:N0} characters; {LongestText:N0} are the most.");
        }

        var rules = new GbnfReader(grammar).Read();
        if (rules.Count > MostRules)
        {
            throw new ArgumentException($"The grammar has {rules.Count:N0} rules; {MostRules:N0} are the most.");
        }

        if (!rules.ContainsKey(Root))
        {
            throw new ArgumentException($"The grammar has no rule '{Root}', with which an answer begins.");
        }

        foreach (var (name, body) in rules)
        {
            if (body.References.FirstOrDefault(reference => !rules.ContainsKey(reference)) is { } missing)
            {
                throw new ArgumentException($"The grammar's rule '{name}' uses '{missing}', which is no rule.");
            }
        }

        RefuseEndless(rules);
    }

    /// <summary>A text as a GBNF literal.</summary>
    public static string Literal(string text)
    {
        var literal = new System.Text.StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append(@"\\"),
                < ' ' or '\x7F' => literal.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }

    private static void RefuseEndless(Dictionary<string, GbnfNode> rules)
    {
        var nullable = new HashSet<string>(StringComparer.Ordinal);
        for (var known = -1; known != nullable.Count;)
        {
            known = nullable.Count;
            nullable.UnionWith(rules.Where(rule => rule.Value.MayBeEmpty(nullable)).Select(rule => rule.Key).ToList());
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in rules.Keys)
        {
            Walk(name);
        }

        // Only now, since it follows what rules begin with.
        var passed = new Dictionary<string, double>(StringComparer.Ordinal);
        if (rules.FirstOrDefault(rule => rule.Value.RepeatsNothing(nullable, Passed)).Key is { } empty)
        {
            throw new ArgumentException($"The grammar's rule '{empty}' repeats what may be empty more than {MostOfNothing} times.");
        }

        double Passed(string name)
        {
            if (!passed.TryGetValue(name, out var parts))
            {
                passed[name] = parts = rules[name].Passed(nullable, Passed);
            }

            return parts;
        }

        void Walk(string name)
        {
            if (done.Contains(name))
            {
                return;
            }

            if (!path.Add(name))
            {
                throw new ArgumentException($"The grammar's rule '{name}' can begin with itself (left recursion), which llama.cpp can't follow.");
            }

            if (path.Count > LongestChain)
            {
                throw new ArgumentException($"The grammar's rule '{name}' is the end of more than {LongestChain} rules that begin with each other.");
            }

            foreach (var first in rules[name].First(nullable))
            {
                Walk(first);
            }

            path.Remove(name);
            done.Add(name);
        }
    }
}
