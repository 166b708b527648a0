using System.Buffers;

namespace ModelRouter;

/// <summary>Finds keys, tokens and passwords by what stands before them and by their form.</summary>
internal static class Secrets
{
    // A URL's user and password are short.
    private const int LongestCredentials = 120;

    // Further on nothing is looked for: what begins in the midst of such a token would be read to its end from each place.
    private const int LongestToken = 200;

    // Of the user's name and password as many signs are read.
    private const int LongestBasic = 64;

    private const int AwsId = 16;
    private const int LongWord = 30;

    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly SearchValues<char> NoLetters = SearchValues.Create("0123456789-_/+=");

    private static readonly SearchValues<char> EntraSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    private static readonly SearchValues<char> Assignable =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/+=.~$!%&#@");

    /// <summary>What secrets begin with.</summary>
    internal static IEnumerable<string> Beginnings => SecretTable.Patterns.Select(static p => p.Beginning);

    /// <summary>True if a secret stands at a place where one of <see cref="Beginnings"/> begins.</summary>
    internal static bool IsAt(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        foreach (var pattern in SecretTable.Patterns)
        {
            if (rest.StartsWith(pattern.Beginning, StringComparison.OrdinalIgnoreCase) && Follows(pattern, text, at, rest[pattern.Beginning.Length..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Follows(SecretPattern pattern, ReadOnlySpan<char> text, int at, ReadOnlySpan<char> rest) => pattern.Form switch
    {
        SecretForm.Block => true,
        SecretForm.Token => BeginsWord(text, at) && text[at..].StartsWith(pattern.Beginning, StringComparison.Ordinal) && (IsToken(rest, pattern.Least) || IsOfLetters(rest, pattern)),
        SecretForm.Jwt => BeginsWord(text, at) && text[at..].StartsWith(pattern.Beginning, StringComparison.Ordinal) && IsJwt(rest, pattern.Least),
        SecretForm.Entra => at > 3 && BeginsWord(text, at - 4) && char.IsAsciiDigit(text[at - 1]) && text[at] == 'Q' && IsEntra(rest, pattern.Least),
        SecretForm.Basic => IsBasic(rest, pattern.Least),
        SecretForm.Signature => at > 0 && text[at - 1] is '?' or '&' or ';' && IsSignature(rest, pattern.Least),
        SecretForm.Address => HasCredentials(rest),
        SecretForm.Assignment when pattern.Beginning[^1] == ' ' => IsAssigned(rest, pattern.Least),
        SecretForm.Assignment => AssignedValue.Read(rest, out var token, out _) && IsAssigned(token, pattern.Least) && !Placeholders.Are(token) && !IsVariable(token),
        _ => Passwords.Follow(pattern, text, at, rest),
    };

    private static bool BeginsWord(ReadOnlySpan<char> text, int at) => at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-');

    private static bool IsToken(ReadOnlySpan<char> text, int least)
    {
        var token = text[..TokenLength(text)];
        return token.Length >= least && HasDigit(token) && HasLetter(token);
    }

    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < LongestToken && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '-' or '/' or '+' or '='))
        {
            length++;
        }

        return length;
    }

    /// <summary>No word is so long and has both cases; ids at AWS are of capitals and as long as this.</summary>
    private static bool IsOfLetters(ReadOnlySpan<char> text, SecretPattern pattern)
    {
        var token = text[..TokenLength(text)];
        if (pattern.Least == AwsId)
        {
            return pattern.Beginning[0] == 'A' && token.Length == AwsId && !token.ContainsAnyExceptInRange('A', 'Z');
        }

        return pattern.Least >= LongWord && token.Length >= pattern.Least && !token[..pattern.Least].ContainsAny(NoLetters)
            && token.ContainsAnyInRange('a', 'z') && token.ContainsAnyInRange('A', 'Z') && !Placeholders.Are(token);
    }

    /// <summary>A token behind a sign of assignment, in which other signs may be. Of names in code, which have dots, none has a part with so many digits.</summary>
    private static bool IsAssigned(ReadOnlySpan<char> text, int least)
    {
        if (IsToken(text, least))
        {
            return true;
        }

        var length = 0;
        while (length < text.Length && length < LongestToken && Assignable.Contains(text[length]) && !(text[length] == '&' && IsParameter(text[(length + 1)..])))
        {
            length++;
        }

        var token = text[..length].TrimEnd('.');
        if (token.Length < least || !char.IsAsciiLetterOrDigit(token[0]) || !HasDigit(token) || !HasLetter(token))
        {
            return false;
        }

        if (!token.Contains('.'))
        {
            return true;
        }

        foreach (var part in token.Split('.'))
        {
            if (token[part] is { Length: >= 8 } piece && (char.IsAsciiDigit(piece[0]) || Digits(piece) >= 3))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a variable of the environment is called: OPENAI_KEY_2.</summary>
    private static bool IsVariable(ReadOnlySpan<char> text) => text.Contains('_') && !text.ContainsAnyExcept(Capitals) && Digits(text) <= 2;

    /// <summary>The next parameter of an address: name=.</summary>
    private static bool IsParameter(ReadOnlySpan<char> text) => text[..Math.Min(text.Length, LongestToken)].IndexOfAnyExcept(Base64Url) is var end and > 0 && text[end] == '=';

    private static bool IsEntra(ReadOnlySpan<char> text, int least) => text.Length >= least && !text[..least].ContainsAnyExcept(EntraSigns);

    private static bool IsBasic(ReadOnlySpan<char> text, int least)
    {
        var length = Math.Min(TokenLength(text), LongestBasic) / 4 * 4;
        Span<byte> bytes = stackalloc byte[LongestBasic];
        return length >= least && Convert.TryFromBase64Chars(text[..length], bytes, out var count)
            && bytes[..count].IndexOf((byte)':') > 0 && !bytes[..count].ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    private static bool IsSignature(ReadOnlySpan<char> text, int least)
    {
        var length = 0;
        while (length < text.Length && length < LongestToken && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '%' or '+' or '/' or '='))
        {
            length++;
        }

        var value = text[..length];
        return length >= least && HasDigit(value) && (value[^1] == '=' || value.EndsWith("%3D", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A header of any length, in Base64 for addresses, and a payload; of one that is encrypted a key, which may be none, and three parts more. Behind one of
    /// its signs no word begins, so no part is read more often than there are parts.</summary>
    private static bool IsJwt(ReadOnlySpan<char> text, int least)
    {
        var header = text.IndexOfAnyExcept(Base64Url);
        return header >= least && text[header] == '.' && (text[header..].StartsWith(".eyJ", StringComparison.Ordinal) || IsEncrypted(text[(header + 1)..], least));
    }

    private static bool IsEncrypted(ReadOnlySpan<char> text, int least)
    {
        // Key, vector, text and tag; the last may end the text.
        for (var part = 0; part < 3; part++)
        {
            var length = text.IndexOfAnyExcept(Base64Url);
            if (length < 0 || text[length] != '.' || (part == 1 && length < least))
            {
                return false;
            }

            text = text[(length + 1)..];
        }

        return text.Length >= least && !text[..least].ContainsAnyExcept(Base64Url);
    }

    private static bool HasCredentials(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, LongestCredentials)];
        var end = rest.IndexOfAny("@/ \n\"");
        if (end < 0 || rest[end] != '@')
        {
            return false;
        }

        var colon = rest[..end].IndexOf(':');
        var password = colon < 0 ? default : rest[(colon + 1)..end];
        return password.Length >= 3 && password.IndexOfAny("{}$<>") < 0 && !Placeholders.Are(password) && !password.SequenceEqual("pass");
    }

    internal static bool HasDigit(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9');

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    internal static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
            {
                return true;
            }
        }

        return false;
    }
}
