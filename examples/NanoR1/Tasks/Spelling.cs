namespace NanoR1;

/// <summary>Spells words so that each letter stands behind a label of its own. A label is found again by looking for it, where the third
/// letter of a plain word would have to be counted.</summary>
internal static class Spelling
{
    /// <summary>The label of a place, <c>A</c> for the first.</summary>
    public static char Label(int place) => (char)('A' + place);

    /// <summary><c>A1 B2 C1</c> for <c>121</c>.</summary>
    public static string Labelled(string word) => string.Join(' ', word.Select((letter, place) => $"{Label(place)}{letter}"));

    public static string Reverse(string word) => new([.. word.Reverse()]);

    public static bool IsPalindrome(string word) => word == Reverse(word);
}
