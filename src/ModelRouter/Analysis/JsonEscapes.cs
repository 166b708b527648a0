using System.Globalization;

namespace ModelRouter;

/// <summary>The escapes of JSON's strings (RFC 8259).</summary>
internal static class JsonEscapes
{
    private const int Digits = 4;

    /// <summary>Puts characters in place of their escapes, in one pass; what is no escape stays.</summary>
    /// <returns>How many characters the text has then.</returns>
    internal static int Undo(Span<char> text)
    {
        var (from, count) = (0, 0);
        while (text[from..].IndexOf('\\') is >= 0 and var plain)
        {
            text.Slice(from, plain).CopyTo(text[count..]);
            count += plain;
            from += plain;
            var length = Read(text[from..], out var meant);
            text[count++] = meant;
            from += length;
        }

        text[from..].CopyTo(text[count..]);
        return count + text.Length - from;
    }

    /// <summary>How many characters stand for the first one that is meant.</summary>
    private static int Read(ReadOnlySpan<char> escape, out char meant)
    {
        meant = escape.Length < 2 ? '\\' : escape[1] switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            '"' or '/' => escape[1],
            _ => '\\',
        };
        if (meant != '\\')
        {
            return 2;
        }

        if (escape is [_, 'u', _, _, _, _, ..] && ushort.TryParse(escape.Slice(2, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            meant = (char)code;
            return 2 + Digits;
        }

        return escape is [_, '\\', ..] ? 2 : 1;
    }
}
