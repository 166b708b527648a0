namespace ModelRouter;

/// <summary>The ISO 639-1 codes that people write for languages.</summary>
internal static class LanguageCodes
{
    /// <summary>The codes that the analysis tells languages by.</summary>
    internal static IReadOnlyList<string> Told { get; } = [.. LanguageJudge.Languages.Append(LanguageJudge.Unknown).Order(StringComparer.Ordinal)];

    /// <summary>The code as the analysis has it: Norwegian's two written forms aren't told apart, and ISO has given some languages another code.</summary>
    internal static string Of(string code) => code.ToLowerInvariant() switch
    {
        "nb" or "nn" => "no",
        "iw" => "he",
        "in" => "id",
        "mo" => "ro",
        var same => same,
    };

    /// <summary>The language of which somebody wrote the country's code; <see langword="null"/> if it is none that is often taken for one.</summary>
    internal static string? Meant(string code) => code.ToLowerInvariant() switch
    {
        "jp" => "ja",
        "kr" => "ko",
        "cn" => "zh",
        "us" or "gb" => "en",
        "cz" => "cs",
        "dk" => "da",
        "se" => "sv",
        "gr" => "el",
        "ua" => "uk",
        "vn" => "vi",
        _ => null,
    };
}
