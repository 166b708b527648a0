using System.Buffers;
using System.Globalization;

namespace ModelRouter;

/// <summary>Text as it is meant where invisible characters, spaces of other widths, HTML's entities or escapes of addresses stand in it.</summary>
internal static class DisguisedText
{
    private const int LongestEntity = 8;

    private static readonly SearchValues<char> Escaping = SearchValues.Create("&%");

    // Formats (zero width, soft hyphen, directions) and spaces but the plain one.
    private static readonly SearchValues<char> Invisible = SearchValues.Create([.. Enumerable.Range(0x80, 0x10000 - 0x80).Select(static c => (char)c)
        .Where(static c => char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.SpaceSeparator)]);

    private static readonly (string Name, char Sign)[] Entities =
    [
        ("nbsp;", ' '), ("ensp;", ' '), ("emsp;", ' '), ("thinsp;", ' '), ("commat;", '@'), ("period;", '.'), ("colon;", ':'), ("quot;", '"'), ("lt;", '<'), ("gt;", '>'), ("amp;", '&'),
        ("shy;", '\u00AD'), ("hyphen;", '-'), ("dash;", '-'), ("equals;", '='), ("lowbar;", '_'), ("plus;", '+'),
    ];

    /// <summary>True if the text holds what hides something.</summary>
    internal static bool IsIn(ReadOnlySpan<char> text, bool isAscii)
    {
        for (var at = text.IndexOfAny(Escaping); at >= 0;)
        {
            if (Sign(text[at..], out _) > 0)
            {
                return true;
            }

            var next = text[(at + 1)..].IndexOfAny(Escaping);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return !isAscii && text.ContainsAny(Invisible);
    }

    /// <summary>Writes the text without what hides something, and tells how long it is: no longer than it was.</summary>
    internal static int Reveal(ReadOnlySpan<char> text, Span<char> plain)
    {
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            var taken = c is '&' or '%' ? Sign(text[at..], out c) : 0;
            at += Math.Max(1, taken);
            if (c < '\u0080' || !Invisible.Contains(c))
            {
                plain[length++] = c;
            }
            else if (char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator)
            {
                plain[length++] = ' ';
            }
        }

        return length;
    }

    /// <summary>What an entity or an escape means, and how many characters it takes; 0 if none stands here.</summary>
    private static int Sign(ReadOnlySpan<char> text, out char sign)
    {
        sign = text[0];
        if (sign == '%')
        {
            // Signs of ASCII alone: others take several escapes, and of what is looked for none is hidden by them.
            return text.Length > 2 && int.TryParse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped) && escaped is >= ' ' and <= '~'
                ? Set(out sign, (char)escaped, 3) : 0;
        }

        var rest = text[1..Math.Min(text.Length, LongestEntity + 1)];
        if (rest.Length > 0 && rest[0] == '#')
        {
            var end = rest.IndexOf(';');
            var isHex = end > 2 && rest[1] is 'x' or 'X';
            return end > 1 && int.TryParse(rest[(isHex ? 2 : 1)..end], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                && code is >= ' ' and <= char.MaxValue ? Set(out sign, (char)code, end + 2) : 0;
        }

        foreach (var (name, named) in Entities)
        {
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return Set(out sign, named, name.Length + 1);
            }
        }

        return 0;
    }

    private static int Set(out char sign, char meant, int taken)
    {
        sign = meant;
        return taken;
    }
}
