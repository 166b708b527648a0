namespace NanoR1;

/// <summary>The families beyond bare arithmetic.</summary>
internal static class LanguageFamilies
{
    public static IReadOnlyList<ITaskFamily> All { get; } =
    [
        new PalindromeFamily(), new ReversalFamily(), new NextPalindromeFamily(), new PalindromeSumFamily(), new LettersFamily(), new UnitsFamily(),
        new WeekdayFamily(), new MonthDaysFamily(), new DateFamily(), new StoryFamily(), new BeyondFamily(),
    ];
}
