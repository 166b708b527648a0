using System.Buffers;
using System.Text;

namespace ModelRouter;

/// <summary>Finds personal and confidential data in text. Errs on the side of finding too much.</summary>
internal static class SensitiveText
{
    private const SensitiveData Personal =
        SensitiveData.Email | SensitiveData.Phone | SensitiveData.PaymentCard | SensitiveData.BankAccount | SensitiveData.NationalId;

    // Two sets, because texts of ASCII alone, which are many, need no search for other words.
    private static readonly PhraseSearch AsciiWords = new(StringComparison.OrdinalIgnoreCase, SensitiveWords.All.Where(static w => Ascii.IsValid(w)));
    private static readonly PhraseSearch OtherWords = new(StringComparison.OrdinalIgnoreCase, SensitiveWords.All.Where(static w => !Ascii.IsValid(w)));

    private static readonly SearchValues<char> AtOrDigit = SearchValues.Create("@0123456789");

    /// <summary>The class of data of which these kinds were found.</summary>
    internal static DataClass ClassOf(SensitiveData found) =>
        (found & (SensitiveData.Secret | SensitiveData.ConfidentialMark)) != SensitiveData.None ? DataClass.Confidential
        : (found & Personal) != SensitiveData.None ? DataClass.Personal
        : (found & SensitiveData.InternalMark) != SensitiveData.None ? DataClass.Internal
        : DataClass.Public;

    /// <summary>What the text holds.</summary>
    internal static SensitiveData Find(ReadOnlySpan<char> text)
    {
        var isAscii = Ascii.IsValid(text);
        var found = Visible(text, isAscii);
        return DisguisedText.IsIn(text, isAscii) ? found | Disguised(text) : found;
    }

    private static SensitiveData Visible(ReadOnlySpan<char> text, bool isAscii)
    {
        var found = InWords(text, AsciiWords) | InNumbers(text);
        return isAscii ? found : found | InWords(text, OtherWords) | (ScriptDigits.AreIn(text) ? InOtherDigits(text) : SensitiveData.None);
    }

    private static SensitiveData Disguised(ReadOnlySpan<char> text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var plain = rented.AsSpan(0, DisguisedText.Reveal(text, rented));
            return Visible(plain, Ascii.IsValid(plain));
        }
        finally
        {
            // It holds what nobody else may see.
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    private static SensitiveData InOtherDigits(ReadOnlySpan<char> text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var plain = rented.AsSpan(0, text.Length);
            ScriptDigits.Exchange(text, plain);
            return InNumbers(plain);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    private static SensitiveData InWords(ReadOnlySpan<char> text, PhraseSearch words)
    {
        var found = SensitiveData.None;
        for (var at = words.IndexIn(text); at >= 0; at = words.IndexIn(text, at + 1))
        {
            found |= SensitiveWords.At(text, at);
        }

        return found;
    }

    private static SensitiveData InNumbers(ReadOnlySpan<char> text)
    {
        var found = SensitiveData.None;
        for (var at = text.IndexOfAny(AtOrDigit); at >= 0;)
        {
            if (text[at] == '@')
            {
                found |= Email.IsAt(text, at) ? SensitiveData.Email : SensitiveData.None;
                at++;
            }
            else
            {
                found |= PersonalNumbers.At(text, at, out var end);
                at = Math.Max(end, at + 1);
            }

            var next = at < text.Length ? text[at..].IndexOfAny(AtOrDigit) : -1;
            at = next < 0 ? -1 : at + next;
        }

        return found;
    }
}
