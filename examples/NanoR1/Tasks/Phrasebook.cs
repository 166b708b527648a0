using System.Text;

namespace NanoR1;

/// <summary>Ways to ask for one thing in one language. A phrasing is text with choices, <c>[What is|What's] {a} [+|plus] {b}?</c>:
/// brackets choose one of their parts (which may nest), braces are filled in.</summary>
/// <param name="training">Phrasings to learn from.</param>
/// <param name="heldOut">Phrasings that only evaluation uses.</param>
internal sealed class Phrasebook(string[] training, string[] heldOut)
{
    /// <summary>Words a question in a phrasing of the split, filling each <c>{name}</c> in.</summary>
    /// <exception cref="FormatException">A bracket or brace is not closed, or a name is unknown.</exception>
    public string Say(Random random, Split split, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var phrasings = split == Split.FreshPhrasings ? heldOut : training;
        var text = new StringBuilder();
        var at = 0;
        Expand(phrasings[random.Next(phrasings.Length)], ref at, random, text, values);
        return text.ToString();
    }

    /// <summary>Writes what stands at <paramref name="at"/>, up to the end or the end of this choice.</summary>
    private static void Expand(string phrasing, ref int at, Random random, StringBuilder? text, ReadOnlySpan<(string Name, string Value)> values)
    {
        while (at < phrasing.Length && phrasing[at] is not ('|' or ']'))
        {
            switch (phrasing[at])
            {
                case '[':
                    Choose(phrasing, ref at, random, text, values);
                    break;
                case '{':
                    var end = phrasing.IndexOf('}', at);
                    if (end < 0)
                    {
                        throw new FormatException($"A brace is not closed in '{phrasing}'.");
                    }

                    text?.Append(Find(phrasing[(at + 1)..end], values));
                    at = end + 1;
                    break;
                default:
                    text?.Append(phrasing[at]);
                    at++;
                    break;
            }
        }
    }

    private static void Choose(string phrasing, ref int at, Random random, StringBuilder? text, ReadOnlySpan<(string Name, string Value)> values)
    {
        var start = at + 1;
        var count = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            // The first pass counts the parts, the second writes the chosen one.
            var chosen = pass == 0 || text is null ? -1 : random.Next(count);
            at = start;
            for (count = 0; ; count++)
            {
                Expand(phrasing, ref at, random, count == chosen ? text : null, values);
                if (at >= phrasing.Length)
                {
                    throw new FormatException($"A bracket is not closed in '{phrasing}'.");
                }

                if (phrasing[at++] == ']')
                {
                    count++;
                    break;
                }
            }
        }
    }

    private static string Find(string name, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var value in values)
        {
            if (value.Name == name)
            {
                return value.Value;
            }
        }

        throw new FormatException($"Nothing is given for '{{{name}}}'.");
    }
}
