using System.Buffers;

namespace ModelRouter;

/// <summary>Reads the value that a word such as "password" is given in a sentence, a setting, code or what is marked up.</summary>
internal static class AssignedValue
{
    // Behind the word stand at most quotes, spaces and one of these; longer ones first.
    private static readonly string[] Signs =
    [
        "=>", ":=", "=", ":", "：", "는 ", "은 ", "가 ", "이 ", "를 ", "을 ", "是", "为", "為", "は", " is:", " is ", " ist ", " lautet ", " es ", " est ",
    ];

    private static readonly string[] Tags =
        ["b", "strong", "i", "em", "code", "span", "p", "br", "br/", "td", "th", "dt", "dd", "li", "div", "tt", "pre", "label"];

    // Further on nothing is looked for: what begins in the midst of such a value would be read to its end from each place.
    private const int Longest = 200;

    // A line of its own is a value only if it looks like one.
    private const int LeastOfLine = 6;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>True if the word before is given a value.</summary>
    internal static bool Read(ReadOnlySpan<char> rest, out ReadOnlySpan<char> value, out bool isQuoted)
    {
        value = default;
        isQuoted = false;
        var spaced = WithoutTags(rest.TrimStart("\"'*`"));
        rest = spaced.TrimStart(" \t");
        foreach (var sign in Signs)
        {
            var from = sign[0] == ' ' ? spaced : rest;
            if (from.StartsWith(sign, StringComparison.OrdinalIgnoreCase))
            {
                rest = WithoutMarks(from[sign.Length..]);
                return sign is ":" or "：" && rest.Length > 0 && rest[0] is '\r' or '\n' ? OnNextLine(rest, out value)
                    : Here(rest, out value, out isQuoted) && (sign != "=>" || isQuoted || !IsMember(value));
            }
        }

        return false;
    }

    /// <summary>What is quoted and begins with a word and a space is a label: "Change password".</summary>
    private static bool Here(ReadOnlySpan<char> rest, out ReadOnlySpan<char> value, out bool isQuoted)
    {
        isQuoted = rest.Length > 0 && rest[0] is '"' or '\'' or '`';
        var quote = isQuoted ? rest[..1] : default;
        rest = rest[quote.Length..];
        value = rest[..Length(rest)];
        return !isQuoted || rest[value.Length..].StartsWith(quote) || !Passwords.IsName(value);
    }

    /// <summary>Behind an arrow code stands more often than a value: x => x.password.</summary>
    private static bool IsMember(ReadOnlySpan<char> value) => value.Contains('.') && !value.ContainsAny(Passwords.NoSignsOfCode);

    /// <summary>A line of letters and digits in one piece; "1. Open the settings" is none, nor is where to go, to whom to write, or code: count=count+1.</summary>
    private static bool OnNextLine(ReadOnlySpan<char> rest, out ReadOnlySpan<char> value)
    {
        rest = rest[(rest.StartsWith("\r\n") ? 2 : 1)..].TrimStart(" \t");
        value = rest[..Length(rest)];
        rest = rest[value.Length..].TrimStart(" \t");
        return value.Length >= LeastOfLine && value[^1] != ':' && value.ContainsAnyInRange('0', '9') && value.ContainsAny(Letters)
            && value[0] != '/' && !value.StartsWith("./") && !value.StartsWith("~/") && !value.Contains("://", StringComparison.Ordinal)
            && !(value.IndexOf('@') is var at and >= 0 && Email.IsAt(value, at)) && !Passwords.IsStatement(value)
            && (rest.IsEmpty || rest[0] is '\r' or '\n');
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < Longest && text[length] is > ' ' and < '\u007F' and not ('"' or '\'' or '`' or ',' or ';' or '<' or '>'))
        {
            length++;
        }

        return length;
    }

    /// <summary>What is left behind spaces, the end of bold type, and tags.</summary>
    private static ReadOnlySpan<char> WithoutMarks(ReadOnlySpan<char> text) =>
        WithoutTags((text.StartsWith("** ") ? text[2..] : text).TrimStart(" \t")).TrimStart(" \t");

    private static ReadOnlySpan<char> WithoutTags(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && text[0] == '<' && TagLength(text) is var length and > 0)
        {
            text = text[length..].TrimStart(' ');
        }

        return text;
    }

    private static int TagLength(ReadOnlySpan<char> text)
    {
        var name = text[(text.StartsWith("</") ? 2 : 1)..];
        foreach (var tag in Tags)
        {
            if (name.Length > tag.Length && name[tag.Length] == '>' && name.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
            {
                return text.Length - name.Length + tag.Length + 1;
            }
        }

        return 0;
    }
}
