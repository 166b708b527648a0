namespace ModelRouter;

/// <summary>Tells a language by script, and languages in Latin letters by their commonest words.</summary>
internal static class LanguageJudge
{
    internal const string Unknown = "und";

    // What a character carries, in Latin letters: a syllable or an ideograph stands for a good part of a word.
    private const int Dense = 3;

    internal static string Judge(in Tally tally)
    {
        var (latinWords, latin) = BestLatin(tally);
        var han = tally.Letters[(int)Script.Han];
        var kana = tally.Letters[(int)Script.Kana];
        var best = (Language: Unknown, Letters: 0);
        Consider(ref best, "ko", Dense * tally.Letters[(int)Script.Hangul]);
        Consider(ref best, kana > 0 ? "ja" : "zh", Dense * (han + kana));
        Consider(
            ref best,
            tally.Letters[(int)Script.Persian] > 0 ? "fa" : "ar",
            tally.Letters[(int)Script.Arabic] + tally.Letters[(int)Script.Persian]);
        Consider(ref best, "hi", tally.Letters[(int)Script.Devanagari]);
        Consider(
            ref best,
            tally.Letters[(int)Script.Ukrainian] > 0 ? "uk" : "ru",
            tally.Letters[(int)Script.Cyrillic] + tally.Letters[(int)Script.Ukrainian]);
        Consider(ref best, "th", tally.Letters[(int)Script.Thai]);
        Consider(ref best, "he", tally.Letters[(int)Script.Hebrew]);
        Consider(ref best, "el", tally.Letters[(int)Script.Greek]);
        Consider(ref best, "bn", tally.Letters[(int)Script.Bengali]);

        // Latin words inside another script are mostly names and terms; only sentences with small words of their own outweigh it.
        // A lone symbol (π in a formula) is no language.
        var latinLetters = tally.Letters[(int)Script.Latin];
        return best.Letters > 1 && (latinWords == 0 || best.Letters >= latinLetters) ? best.Language : latin;
    }

    private static void Consider(ref (string Language, int Letters) best, string language, int letters)
    {
        if (letters > best.Letters)
        {
            best = (language, letters);
        }
    }

    private static (int Words, string Language) BestLatin(in Tally tally)
    {
        var (words, language) = (0, Unknown);
        for (var i = 0; i < Tally.LatinLanguages.Length; i++)
        {
            if (tally.Languages[i] > words)
            {
                (words, language) = (tally.Languages[i], Tally.LatinLanguages[i]);
            }
        }

        return (words, language);
    }
}
