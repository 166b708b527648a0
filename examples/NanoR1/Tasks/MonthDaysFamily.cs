using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Days of a month, leap years included. A month without a year has only twelve questions, which are held out by phrasing alone.</summary>
internal sealed class MonthDaysFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "month-days");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "month-days");

    public string Name => "month-days";

    public double Weight => 0.5;

    public Exercise Create(Random random, Split split, string language)
    {
        var (month, year) = random.Next(10) switch
        {
            0 or 1 => (random.Next(12), (int?)null),
            // There are but two centuries, which nothing else tells about: both are to be learned and neither is held out.
            2 when split == Split.Training => (1, random.Pick([1900, 2000])),
            _ => Wording.Draw(random, split, Make, Canonical),
        };
        var korean = language == "ko";
        var said = korean
            ? year is null ? $"{month + 1}월" : $"{year}년 {month + 1}월"
            : year is null ? Calendar.Months[month] : $"{Calendar.Months[month]} {(random.Next(4) == 0 ? "of " : "")}{year}";
        if (month == 1 && year is null)
        {
            // A February without a year would have two right answers.
            said = korean ? "평년의 2월" : "February in a common year";
        }

        var prompt = Carriers.Say(random, split, language, korean ? Korean : English, korean ? KoreanCores.MonthDays : EnglishCores.MonthDays, ("m", said));
        var days = Text(Calendar.Days(month, year));
        return new(Name, language, Wording.Vary(random, language, prompt), $"{Canonical((month, year))}\n{Calendar.Explain(month, year)}\n{days}", days);
    }

    private static string Canonical((int Month, int? Year) problem) => $"days {Calendar.Months[problem.Month]}{(problem.Year is { } year ? $" {year}" : "")}";

    private static (int Month, int? Year) Make(Random random) =>
        (random.Next(2) == 0 ? 1 : random.Next(12), random.Next(1901, 2000) + (random.Next(2) * 100));
}
