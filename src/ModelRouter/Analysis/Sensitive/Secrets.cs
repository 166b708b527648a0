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

    // Of shells that is the folder that they stand in.
    private const string WorkingDirectory = "pwd";

    private static readonly SearchValues<char> Brackets = SearchValues.Create("(){}[]|");

    // No code has them behind a name and before a bracket, or hardly any.
    private static readonly SearchValues<char> NoSignsOfCode = SearchValues.Create("#!@$%^~");

    private static readonly SearchValues<char> DigitsAndDashes = SearchValues.Create("0123456789-_/");

    private static readonly SearchValues<char> LettersAndDashes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> NoLetters = SearchValues.Create("0123456789-_/+=");

    private static readonly SearchValues<char> EntraSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    private static readonly SearchValues<char> Assignable =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/+=.~$!%&#@");

    private static readonly string[] Algorithms = ["sha", "md5", "base64", "aes", "pbkdf2", "argon2", "argon2id", "hmac-sha", "scrypt", "utf"];

    // What values begin with that stand for a secret and are none, whatever follows: "your-key-here".
    private static readonly string[] Fillers = ["your", "example", "placeholder", "changeme", "redacted", "dummy"];

    // The same where at most letters follow: passwords such as "Password1!" are common.
    private static readonly string[] Words = ["string", "password", "secret", "required", "optional", "hidden", "none", "null", "true", "false", "input"];

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
        SecretForm.Assignment => AssignedValue.Read(rest, out var token, out _) && IsAssigned(token, pattern.Least) && !IsPlaceholder(token),
        _ => AssignedValue.Read(rest, out var password, out var isQuoted) && !(pattern.Beginning == WorkingDirectory && IsPath(password))
            && (IsPassword(password, isQuoted, pattern.Least) || IsSetting(text, at, rest, password)),
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
            && token.ContainsAnyInRange('a', 'z') && token.ContainsAnyInRange('A', 'Z') && !IsPlaceholder(token);
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

    private static bool IsPassword(ReadOnlySpan<char> value, bool isQuoted, int least)
    {
        // Of code that reads a password, brackets tell, or that it is but names and dots.
        if (value.Length < least || IsCode(value, isQuoted) || value[0] is '$' or '%' or '*' || IsPlaceholder(value) || IsAlgorithm(value))
        {
            return false;
        }

        return IsName(value) ? isQuoted && value.Length >= 6 && value.IndexOf('.') < 0 : HasLetter(value) || value.Length >= 6;
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
        return bracket == 0 || !HasDigit(value)
            || (isQuoted ? value[bracket] is '|' ? IsName(before) : value[bracket] is '(' or '{' or '[' && value[^1] is ')' or '}' or ']'
            : !char.IsAsciiLetterOrDigit(value[0]) || !before.ContainsAny(NoSignsOfCode));
    }

    private static bool IsName(ReadOnlySpan<char> value)
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
        value.Length >= 6 && at > 0 && text[at - 1] == ';' && rest[0] == '=' && rest[1..].StartsWith(value) && IsName(value) && !value.Contains('.') && !IsPlaceholder(value)
        && !value.Contains("pass", StringComparison.OrdinalIgnoreCase) && (rest.Length == value.Length + 1 || rest[value.Length + 1] is ';' or '"' or '\'' or '\r' or '\n');

    /// <summary>How passwords are kept: "비밀번호를 SHA256으로".</summary>
    private static bool IsAlgorithm(ReadOnlySpan<char> value)
    {
        foreach (var algorithm in Algorithms)
        {
            if (value.StartsWith(algorithm, StringComparison.OrdinalIgnoreCase) && !value[algorithm.Length..].TrimEnd(".!?:").ContainsAnyExcept(DigitsAndDashes))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPath(ReadOnlySpan<char> value) =>
        value is ['~', '/', ..] or [_, ':', '/' or '\\', ..] || (value is ['/', ..] && value[1..].Contains('/'));

    private static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        foreach (var filler in Fillers)
        {
            if (value.StartsWith(filler, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var word in Words)
        {
            if (value.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !value[word.Length..].TrimEnd(".!?:>").ContainsAnyExcept(LettersAndDashes))
            {
                return true;
            }
        }

        return value.Length > 1 && !value.ContainsAnyExcept(value[0], '.');
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
        return password.Length >= 3 && password.IndexOfAny("{}$<>") < 0 && !IsPlaceholder(password) && !password.SequenceEqual("pass");
    }

    private static bool HasDigit(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9');

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
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
