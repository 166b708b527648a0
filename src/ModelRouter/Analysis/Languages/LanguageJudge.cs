namespace ModelRouter;

/// <summary>Tells the language of a text: by its script where that is enough, else by words, letters and endings.</summary>
internal static class LanguageJudge
{
    internal const string Unknown = "und";

    // What a character carries, in Latin letters: a syllable or an ideograph stands for a good part of a word.
    private const int Dense = 3;

    // Evidence below is as good as none: a name or a foreign word.
    private const int LeastPoints = 4;

    // Japanese without kana is rare, and so is Chinese that quotes some: one in this many characters.
    private const int KanaShare = 12;

    private static readonly (Script Script, string Language)[] OfOneLanguage =
    [
        (Script.Thai, "th"), (Script.Hebrew, "he"), (Script.Greek, "el"), (Script.Bengali, "bn"), (Script.Gurmukhi, "pa"),
        (Script.Gujarati, "gu"), (Script.Tamil, "ta"), (Script.Telugu, "te"), (Script.Kannada, "kn"), (Script.Malayalam, "ml"),
        (Script.Sinhala, "si"), (Script.Lao, "lo"), (Script.Burmese, "my"), (Script.Georgian, "ka"), (Script.Armenian, "hy"),
        (Script.Ethiopic, "am"), (Script.Khmer, "km"),
    ];

    // Where nothing tells more, the commonest language of the script.
    private static readonly (Script Script, string Usual)[] OfSeveralLanguages =
        [(Script.Cyrillic, "ru"), (Script.Arabic, "ar"), (Script.Devanagari, "hi")];

    /// <summary>All languages that it can tell.</summary>
    internal static IEnumerable<string> Languages =>
        LanguageTable.Profiles.Select(static profile => profile.Code).Concat(OfOneLanguage.Select(static one => one.Language)).Concat(["ko", "ja", "zh"]);

    /// <summary>The language of what was counted, <see cref="Unknown"/> if it can't be told.</summary>
    internal static string Judge(in LanguageTally tally)
    {
        var han = tally.Letters[(int)Script.Han];
        var kana = tally.Letters[(int)Script.Kana];
        var best = (Language: Unknown, Letters: 0);
        Consider(ref best, "ko", Dense * tally.Letters[(int)Script.Hangul]);
        Consider(ref best, kana * KanaShare > han ? "ja" : "zh", Dense * (han + kana));
        foreach (var (script, language) in OfOneLanguage)
        {
            Consider(ref best, language, tally.Letters[(int)script]);
        }

        foreach (var (script, usual) in OfSeveralLanguages)
        {
            if (tally.Letters[(int)script] > best.Letters)
            {
                best = (Best(tally, script) ?? usual, tally.Letters[(int)script]);
            }
        }

        // Latin words inside another script are mostly names and terms; only sentences with small words of their own outweigh it.
        // A lone symbol (π in a formula) is no language.
        var latin = Best(tally, Script.Latin);
        return best.Letters > 1 && (latin is null || best.Letters >= tally.Letters[(int)Script.Latin]) ? best.Language : latin ?? Unknown;
    }

    private static void Consider(ref (string Language, int Letters) best, string language, int letters)
    {
        if (letters > best.Letters)
        {
            best = (language, letters);
        }
    }

    /// <summary>The language of a script that most speaks for; <see langword="null"/> if too little does, or for two as much.</summary>
    private static string? Best(in LanguageTally tally, Script script)
    {
        var (best, points, second) = (-1, LeastPoints - 1, 0);
        for (var i = 0; i < LanguageTable.Profiles.Length; i++)
        {
            if (LanguageTable.Profiles[i].Script != script)
            {
                continue;
            }

            if (tally.Points[i] > points)
            {
                (best, second, points) = (i, best < 0 ? second : points, tally.Points[i]);
            }
            else
            {
                second = Math.Max(second, tally.Points[i]);
            }
        }

        return best >= 0 && points > second ? LanguageTable.Profiles[best].Code : null;
    }
}
