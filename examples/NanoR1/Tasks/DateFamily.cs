using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>The date some days after another, in a common year unless one is given.</summary>
internal sealed class DateFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "date");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "date");

    public string Name => "date";

    public double Weight => 0.8;

    public Exercise Create(Random random, Split split, string language)
    {
        var problem = Wording.Draw(random, split, Make, Canonical);
        var (month, day, year, add) = problem;
        var korean = language == "ko";
        var said = korean
            ? $"{(year is null ? "" : $"{year}년 ")}{month + 1}월 {day}일"
            : $"{Calendar.Months[month]} {day}{(year is null ? "" : $", {year}")}";
        var prompt = Carriers.Say(random, split, language, korean ? Korean : English, korean ? KoreanCores.Date : EnglishCores.Date, ("d", said), ("n", Text(add)));
        if (add == 1)
        {
            prompt = prompt.Replace("1 days", "1 day", StringComparison.Ordinal);
        }

        var lines = $"{Canonical(problem)}\n{Add(day, add)}";
        for (day += add; ; month = (month + 1) % 12)
        {
            // December needs no next year: only February asks which year it is, and 40 days from December reach it in the next one.
            var ofYear = year is { } known && month < problem.Month ? known + 1 : year;
            var days = Calendar.Days(month, ofYear);
            lines += $"{Calendar.Explain(month, ofYear)}\n{Compare(day, days)}";
            if (day <= days)
            {
                break;
            }

            lines += Subtract(day, days);
            day -= days;
        }

        var end = $"{Calendar.Months[month]} {day}";
        return new(Name, language, Wording.Vary(random, language, prompt), lines + end, korean ? $"{month + 1}월 {day}일" : end);
    }

    private static string Canonical((int Month, int Day, int? Year, int Add) problem) =>
        $"date {Calendar.Months[problem.Month]} {problem.Day}{(problem.Year is { } year ? $" {year}" : "")} +{problem.Add}";

    private static (int Month, int Day, int? Year, int Add) Make(Random random)
    {
        // With a year it is February that matters, so that it is near.
        var year = random.Next(4) == 0 ? random.Next(1900, 2100) : (int?)null;
        var month = year is null || random.Next(3) == 0 ? random.Next(12) : random.Next(2);
        return (month, random.Next(1, Calendar.Days(month, year) + 1), year, random.Next(1, year is null ? 41 : 31));
    }
}
