namespace ModelRouter;

/// <summary>All cues, built once.</summary>
internal static class CueTables
{
    internal static CueTrie All { get; } = new(EnglishCues.Table, KoreanCues.Table, OtherLanguageCues.Table, DomainCues.Table);
}
