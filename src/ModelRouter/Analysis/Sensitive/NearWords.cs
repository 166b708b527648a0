using System.Buffers;

namespace ModelRouter;

/// <summary>Words that tell what the number behind them is. They begin where a word begins, short ones end where it ends: there is "ssn" in "businessName" and "tel"
/// in "hotel". A few are found in compounds as well.</summary>
internal sealed class NearWords(params string[] words)
{
    /// <summary>How many characters before a number are looked at.</summary>
    internal const int Distance = 40;

    private const int Short = 4;

    // Hebrew and what comes behind it: words there are short, begin with particles, or stand without spaces.
    private const char FirstOther = '\u0590';

    private static readonly string[] Between =
        ["number", "numbers", "no", "nr", "num", "phone", "is", "at", "nummer", "número", "numéro", "번호", "번호는", "번호가", "는", "은", "が", "は", "是"];

    // Before "phone", of what has no number: headphone, iPhone, saxophone, francophone.
    private static readonly string[] NoPhones = ["head", "mega", "ear", "perse", "i", "o"];

    private static readonly string[] NumberEndings = ["nummer", "nr", "no"];

    private readonly SearchValues<string> _search = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if one of the words stands a little before the number at <paramref name="start"/>; directly, if nothing but "number" and the like is between.</summary>
    internal bool AreBefore(ReadOnlySpan<char> text, int start, bool directly = false)
    {
        for (var from = Math.Max(0, start - Distance); text[from..start].IndexOfAny(_search) is var next and >= 0; from += next + 1)
        {
            foreach (var word in words)
            {
                var at = from + next;
                if (text[at..start].StartsWith(word, StringComparison.OrdinalIgnoreCase) && (BeginsWord(text, at) || EndsCompound(text, at, word))
                    && (word.Length > Short || EndsShort(text, at + word.Length))
                    && (!directly || IsBetween(text[(at + word.Length)..start])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Behind no letter, or a capital behind two small ones: "homePhone", but not "iPhone".</summary>
    private static bool BeginsWord(ReadOnlySpan<char> text, int at) => at == 0 || !IsLetter(text[at - 1]) || text[at] >= FirstOther
        || (at > 1 && char.IsUpper(text[at]) && char.IsLower(text[at - 1]) && char.IsLower(text[at - 2]));

    /// <summary>Diensttelefon, workphone, userssn.</summary>
    private static bool EndsCompound(ReadOnlySpan<char> text, int at, string word)
    {
        // "classN" is no number's name, so the case has to be the same.
        if (word is not ("telefon" or "téléphone" or "teléfono" or "phone" or "ssn") || char.IsUpper(text[at]) != char.IsUpper(text[at + word.Length - 1]))
        {
            return false;
        }

        foreach (var other in NoPhones)
        {
            if (word == "phone" && text[..at].EndsWith(other, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The word's end, a small s behind capitals (SSNs), or "number" in short (Faxnr).</summary>
    private static bool EndsShort(ReadOnlySpan<char> text, int end)
    {
        if (EndsWord(text, end) || (text[end] == 's' && char.IsUpper(text[end - 1]) && EndsWord(text, end + 1)))
        {
            return true;
        }

        foreach (var ending in NumberEndings)
        {
            if (text[end..].StartsWith(ending, StringComparison.OrdinalIgnoreCase) && EndsWord(text, end + ending.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int end) =>
        !IsLetter(text[end]) || !IsLetter(text[end - 1]) || (char.IsUpper(text[end]) && char.IsLower(text[end - 1]));

    private static bool IsLetter(char c) => c < FirstOther && char.IsLetter(c);

    private static bool IsBetween(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && char.IsLetter(text[end]))
            {
                end++;
            }

            if (!IsBetweenWord(text[at..end]))
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    private static bool IsBetweenWord(ReadOnlySpan<char> word)
    {
        foreach (var one in Between)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
