namespace ModelRouter;

/// <summary>Words that mark a text as confidential or internal, and what secrets begin with.</summary>
internal static class SensitiveWords
{
    // Ideographs, and kana and Korean syllables behind them.
    private const char FirstIdeograph = '\u2E80';

    private static readonly string[] Confidential =
    [
        "confidential", "top secret", "trade secret", "do not distribute", "vertraulich", "confidentiel", "confidencial", "strettamente riservato",
        "기밀", "대외비", "극비", "영업비밀", "외부 유출 금지", "机密", "機密", "绝密", "極秘", "社外秘", "конфиденциально", "سري للغاية", "गोपनीय",
    ];

    private static readonly string[] Internal =
    [
        "internal use only", "internal only", "nur für den internen gebrauch", "usage interne uniquement", "uso interno exclusivo",
        "사내용", "사내 전용", "내부용", "仅供内部", "社内限り", "для служебного пользования",
    ];

    /// <summary>Everything to look for.</summary>
    internal static IEnumerable<string> All => [.. Confidential, .. Internal, .. Secrets.Beginnings];

    /// <summary>What the text holds at a place where one of <see cref="All"/> begins.</summary>
    internal static SensitiveData At(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        if (Secrets.IsAt(text, at))
        {
            return SensitiveData.Secret;
        }

        return StartsWithAny(rest, Confidential) ? SensitiveData.ConfidentialMark
            : StartsWithAny(rest, Internal) ? SensitiveData.InternalMark
            : SensitiveData.None;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !(text.Length > word.Length && IsSubject(word[^1], text[word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Confidentiality" is a subject, "confidential" a mark. Where words and particles follow without a space one letter tells: "기밀입니다" is a mark as well.</summary>
    private static bool IsSubject(char last, char next) => last < FirstIdeograph ? next < FirstIdeograph && char.IsLetter(next) : next is '성' or '性';
}
