using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>The weekday some days before or after another.</summary>
internal sealed class WeekdayFamily : ITaskFamily
{
    private static readonly string[] Names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] KoreanNames = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];

    private static readonly Phrasebook After = Phrasings.Of("english", "weekday-after");

    private static readonly Phrasebook Before = Phrasings.Of("english", "weekday-before");

    private static readonly Phrasebook KoreanAfter = Phrasings.Of("korean", "weekday-after");

    private static readonly Phrasebook KoreanBefore = Phrasings.Of("korean", "weekday-before");

    public string Name => "weekday";

    public double Weight => 1;

    public Exercise Create(Random random, Split split, string language)
    {
        var (start, days) = Wording.Draw(random, split, Make, Canonical);
        var korean = language == "ko";
        var (book, cores) = days < 0
            ? korean ? (KoreanBefore, KoreanCores.Before) : (Before, EnglishCores.Before)
            : korean ? (KoreanAfter, KoreanCores.After) : (After, EnglishCores.After);
        var prompt = Carriers.Say(random, split, language, book, cores, ("d", (korean ? KoreanNames : Names)[start]), ("n", Text(Math.Abs(days))));
        if (days is 1 or -1)
        {
            prompt = prompt.Replace("1 days", "1 day", StringComparison.Ordinal);
        }

        var end = (((start + days) % 7) + 7) % 7;
        return new(Name, language, Wording.Vary(random, language, prompt), Think(start, days), (korean ? KoreanNames : Names)[end]);
    }

    private static (int Start, int Days) Make(Random random) =>
        (random.Next(7), random.Next(1, random.Next(2) == 0 ? 15 : 61) * (random.Next(5) < 3 ? 1 : -1));

    private static string Canonical((int Start, int Days) problem) =>
        $"weekday {Names[problem.Start]} {(problem.Days < 0 ? '-' : '+')}{Math.Abs(problem.Days)}";

    /// <summary>Whole weeks change nothing; the rest is counted down day by day, as an end at 0 is seen where it stands.</summary>
    private static string Think(int start, int days)
    {
        var sign = days < 0 ? '-' : '+';
        var (count, step) = (Math.Abs(days), Math.Sign(days));
        var lines = $"{Canonical((start, days))}\n" + (count > 6 ? Divide(count, 7) : "");
        for (var (at, left) = (0, count % 7); left >= 0; at++, left--)
        {
            lines += $"{sign}{left} {Names[(start + (at * step) + 7) % 7]}\n";
        }

        return lines + Names[(start + (count % 7 * step) + 7) % 7];
    }
}
