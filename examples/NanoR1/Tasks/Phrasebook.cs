using System.Text;

namespace NanoR1;

/// <summary>Ways to ask for one thing in one language. A phrasing is text with choices, <c>[What is|What's] {a} [+|plus] {b}?</c>:
/// brackets choose one of their parts (which may nest), braces are filled in.</summary>
/// <remarks>Every phrasing is checked, not only those that are drawn: its brackets when the book is made, its names when the book is first
/// used. Thread-safe.</remarks>
internal sealed class Phrasebook
{
    private readonly string[] _training;
    private readonly string[] _heldOut;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private volatile bool _namesAreKnown;

    /// <param name="training">Phrasings to learn from.</param>
    /// <param name="heldOut">Phrasings that only evaluation uses.</param>
    /// <exception cref="FormatException">A bracket or brace is not closed, or a part or its end stands outside of brackets.</exception>
    public Phrasebook(string[] training, string[] heldOut)
    {
        (_training, _heldOut) = (training, heldOut);
        foreach (var phrasing in (IEnumerable<string>)[.. training, .. heldOut])
        {
            Check(phrasing);
        }
    }

    /// <summary>How many phrasings a split has.</summary>
    public int Count(Split split) => Of(split).Length;

    /// <summary>Words a question in a phrasing of the split, filling each <c>{name}</c> in.</summary>
    /// <exception cref="FormatException">A name in any of the book's phrasings is unknown.</exception>
    public string Say(Random random, Split split, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (!_namesAreKnown)
        {
            foreach (var name in _names)
            {
                Find(name, values);
            }

            _namesAreKnown = true;
        }

        var phrasings = Of(split);
        var text = new StringBuilder();
        var at = 0;
        Expand(phrasings[random.Next(phrasings.Length)], ref at, random, text, values);
        return text.ToString();
    }

    private string[] Of(Split split) => split == Split.FreshPhrasings ? _heldOut : _training;

    private void Check(string phrasing)
    {
        var at = 0;
        Expand(phrasing, ref at, random: null, text: null, []);
        if (at < phrasing.Length)
        {
            throw new FormatException($"'{phrasing[at]}' stands outside of brackets in '{phrasing}'.");
        }

        for (var start = phrasing.IndexOf('{', StringComparison.Ordinal); start >= 0; start = phrasing.IndexOf('{', start + 1))
        {
            _names.Add(phrasing[(start + 1)..phrasing.IndexOf('}', start)]);
        }
    }

    /// <summary>Writes what stands at <paramref name="at"/>, up to the end or the end of this choice.</summary>
    private static void Expand(string phrasing, ref int at, Random? random, StringBuilder? text, ReadOnlySpan<(string Name, string Value)> values)
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

    private static void Choose(string phrasing, ref int at, Random? random, StringBuilder? text, ReadOnlySpan<(string Name, string Value)> values)
    {
        var start = at + 1;
        var count = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            // The first pass counts the parts, the second writes the chosen one.
            var chosen = pass == 0 || text is null ? -1 : random!.Next(count);
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
