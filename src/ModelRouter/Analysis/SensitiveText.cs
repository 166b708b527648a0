using System.Buffers;
using System.Text;

namespace ModelRouter;

/// <summary>Finds personal and confidential data in text. Errs on the side of finding too much.</summary>
internal static class SensitiveText
{
    private static readonly string[] ConfidentialWords =
        ["confidential", "top secret", "trade secret", "do not distribute", "기밀", "대외비", "극비", "영업비밀", "외부 유출 금지"];

    private static readonly string[] InternalWords = ["internal use only", "internal only", "사내용", "사내 전용", "내부용"];

    // What a secret begins with; whether enough of one follows is looked at afterwards.
    private static readonly string[] SecretPrefixes =
        ["sk-", "AKIA", "ghp_", "github_pat_", "xoxb-", "xoxp-", "AIza", "PRIVATE KEY-----", "password=", "password:", "api_key=", "api_key:", "apikey=", "비밀번호:", "비밀번호는"];

    // Two sets, because a search for ASCII words alone runs on vectors.
    private static readonly SearchValues<string> AsciiWords = SearchValues.Create(
        [.. ConfidentialWords.Concat(InternalWords).Concat(SecretPrefixes).Where(w => Ascii.IsValid(w))], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> OtherWords = SearchValues.Create(
        [.. ConfidentialWords.Concat(InternalWords).Concat(SecretPrefixes).Where(w => !Ascii.IsValid(w))], StringComparison.Ordinal);

    private static readonly SearchValues<char> AtOrDigit = SearchValues.Create("@0123456789");

    internal static DataClass ClassOf(ReadOnlySpan<char> text)
    {
        var found = OfWords(text, AsciiWords);
        if (found < DataClass.Confidential && !Ascii.IsValid(text))
        {
            var other = OfWords(text, OtherWords);
            found = other > found ? other : found;
        }

        return found >= DataClass.Personal || !HasPersonal(text) ? found : DataClass.Personal;
    }

    private static DataClass OfWords(ReadOnlySpan<char> text, SearchValues<string> words)
    {
        var found = DataClass.Public;
        while (text.IndexOfAny(words) is var at and >= 0)
        {
            text = text[at..];
            if (StartsWithAny(text, ConfidentialWords) || StartsWithSecret(text))
            {
                return DataClass.Confidential;
            }

            if (StartsWithAny(text, InternalWords))
            {
                found = DataClass.Internal;
            }

            text = text[1..];
        }

        return found;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithSecret(ReadOnlySpan<char> text)
    {
        foreach (var prefix in SecretPrefixes)
        {
            if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            // A key's header is enough; a password is short; a token is long.
            var needed = prefix[^1] is '=' or ':' or '는' ? 4 : prefix.StartsWith("PRIVATE", StringComparison.Ordinal) ? 0 : 16;
            return SecretLength(text[prefix.Length..].TrimStart(' ')) >= needed;
        }

        return false;
    }

    private static int SecretLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && text[length] is > ' ' and < '\u007F' and not ('"' or '\'' or ',' or '<'))
        {
            length++;
        }

        return length;
    }

    private static bool HasPersonal(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(AtOrDigit); at >= 0 && at < text.Length;)
        {
            if (text[at] == '@')
            {
                if (PersonalNumbers.IsEmailAt(text, at))
                {
                    return true;
                }

                at++;
            }
            else if (PersonalNumbers.IsPersonal(text, at, out var length))
            {
                return true;
            }
            else
            {
                at += length;
            }

            var next = at < text.Length ? text[at..].IndexOfAny(AtOrDigit) : -1;
            at = next < 0 ? -1 : at + next;
        }

        return false;
    }
}
