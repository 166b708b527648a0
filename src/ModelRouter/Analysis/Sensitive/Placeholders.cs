using System.Buffers;

namespace ModelRouter;

/// <summary>Values that stand where a secret would and are none.</summary>
internal static class Placeholders
{
    private static readonly SearchValues<char> DigitsAndDots = SearchValues.Create("0123456789.!?:");

    private static readonly SearchValues<char> LettersAndDashes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private static readonly string[] Algorithms = ["sha", "md5", "base64", "aes", "pbkdf2", "argon2", "argon2id", "hmac", "scrypt", "bcrypt", "utf", "oauth", "jwt", "hs256", "rs256"];

    // What values begin with that stand for a secret and are none, whatever follows: "your-key-here".
    private static readonly string[] Fillers = ["your", "example", "placeholder", "changeme", "redacted", "dummy"];

    // The same where at most letters follow: passwords such as "Password1!" are common.
    private static readonly string[] Words =
    [
        "string", "password", "secret", "required", "optional", "hidden", "none", "null", "true", "false", "input",
        "hashed", "confirmed", "encrypted", "nullable", "sometimes", "bcrypt",
    ];

    internal static bool Are(ReadOnlySpan<char> value)
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

    /// <summary>How passwords are kept: "비밀번호를 SHA256으로", "SHA256-gehasht"; the first part tells.</summary>
    internal static bool AreAlgorithm(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny('-', '_', '/');
        var first = end < 0 ? value : value[..end];
        foreach (var algorithm in Algorithms)
        {
            if (first.StartsWith(algorithm, StringComparison.OrdinalIgnoreCase) && !first[algorithm.Length..].ContainsAnyExcept(DigitsAndDots))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How long passwords are: "8-stellig", "a 4-digit PIN".</summary>
    internal static bool AreLength(ReadOnlySpan<char> value) =>
        value.IndexOf('-') is > 0 and <= 3 and var dash && !value[..dash].ContainsAnyExceptInRange('0', '9') && !value[dash..].TrimEnd(".!?:").ContainsAnyExcept(LettersAndDashes);
}
