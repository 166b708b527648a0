using System.Buffers;

namespace ModelRouter;

/// <summary>Tells passwords from code that reads them, and from what is said about them.</summary>
internal static class Passwords
{
    // Of shells that is the folder that they stand in.
    private const string WorkingDirectory = "pwd";

    private static readonly SearchValues<char> Brackets = SearchValues.Create("(){}[]|");

    // No code has them behind a name and before a bracket, or hardly any.
    internal static readonly SearchValues<char> NoSignsOfCode = SearchValues.Create("#!@$%^~");

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Identifier = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    /// <summary>True if a password follows the word for it that stands at a place of the text.</summary>
    internal static bool Follow(SecretPattern pattern, ReadOnlySpan<char> text, int at, ReadOnlySpan<char> rest) =>
        AssignedValue.Read(rest, out var password, out var isQuoted) && !(pattern.Beginning == WorkingDirectory && IsPath(password))
        && (IsPassword(password, isQuoted, pattern.Least) || IsSetting(text, at, rest, password));

    private static bool IsPassword(ReadOnlySpan<char> value, bool isQuoted, int least)
    {
        // Of code that reads a password, brackets tell, or that it is but names and dots.
        if (value.Length < least || IsCode(value, isQuoted) || IsReference(value)
            || Placeholders.Are(value) || Placeholders.AreAlgorithm(value) || Placeholders.AreLength(value))
        {
            return false;
        }

        return IsName(value) ? isQuoted && value.Length >= 6 && value.IndexOf('.') < 0 : Secrets.HasLetter(value) || value.Length >= 6;
    }

    /// <summary>Brackets are a call's or a template's, unless what is before the first is no name.</summary>
    private static bool IsCode(ReadOnlySpan<char> value, bool isQuoted)
    {
        var bracket = value.IndexOfAny(Brackets);
        if (bracket < 0)
        {
            return false;
        }

        var before = value[..bracket];
        return bracket == 0 || !Secrets.HasDigit(value)
            || (isQuoted ? value[bracket] is '|' ? IsName(before) : value[bracket] is '(' or '{' or '[' && value[^1] is ')' or '}' or ']'
            : !char.IsAsciiLetterOrDigit(value[0]) || !before.ContainsAny(NoSignsOfCode));
    }

    /// <summary>Variables, tags of YAML, the next parameter of an address, words that are searched for, and what
    /// takes a value behind it: @password, !secret, &amp;remember=1, +help, --password=.</summary>
    private static bool IsReference(ReadOnlySpan<char> value) => value[0] switch
    {
        '$' or '%' or '*' or '+' or '\\' => true,
        '@' or '&' => value[1..].IndexOfAnyExcept(Identifier) is var end && (end < 0 || value[end + 1] == '='),
        '!' => !value[1..].ContainsAnyExcept(Letters),
        _ => value[^1] == '=' && !Secrets.HasDigit(value) && !value[1..].ContainsAnyInRange('A', 'Z'),
    };

    /// <summary>A name, a sign that assigns, and what is assigned; what is in Base64 ends with such signs.</summary>
    internal static bool IsStatement(ReadOnlySpan<char> value) =>
        value.TrimEnd('=').IndexOf('=') is var sign and > 0 && !value[..sign].TrimEnd("+-*/|").ContainsAnyExcept(Identifier);

    internal static bool IsName(ReadOnlySpan<char> value)
    {
        foreach (var c in value.TrimEnd(".!?:"))
        {
            if (!(char.IsAsciiLetter(c) || c is '_' or '.' or '-' or '/'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One of several settings in a line, whose value needs no digit: User Id=sa;Password=correcthorsebattery;</summary>
    private static bool IsSetting(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> rest, ReadOnlySpan<char> value) =>
        value.Length >= 6 && at > 0 && text[at - 1] == ';' && rest[0] == '=' && rest[1..].StartsWith(value) && IsName(value) && !value.Contains('.') && !Placeholders.Are(value)
        && !value.Contains("pass", StringComparison.OrdinalIgnoreCase) && (rest.Length == value.Length + 1 || rest[value.Length + 1] is ';' or '"' or '\'' or '\r' or '\n');

    private static bool IsPath(ReadOnlySpan<char> value) =>
        value is ['~', '/', ..] or [_, ':', '/' or '\\', ..] || (value is ['/', ..] && value[1..].Contains('/'));
}
