using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Days of a month, leap years included. A month without a year has only twelve questions, which are held out by phrasing alone.</summary>
internal sealed class MonthDaysFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "How many days are in {m}?",
            "How many days [are there in|are in] the month of {m}?",
            "How many days does {m} have?",
            "[What is|Tell me|Give me] the number of days in {m}[?|.]",
            "days in {m}",
            "number of days in {m}",
            "{m} has how many days?",
            "[Can|Could] you tell me how many days {m} has?",
            "How long is {m} in days?",
            "How many days long is {m}?",
            "[Tell me|Say] how many days [are in|there are in] {m}.",
            "{m}: how many days?",
            "Count the days in {m}.",
            "In {m}, how many days are there?",
            "Please tell me the length of {m} in days.",
            "What is the last day of {m}?",
            "Is it 30 or 31 days that {m} has?",
            "28, 29, 30 or 31: how many days are in {m}?",
            "[Are there|Is it] 28, 29, 30 or 31 days in {m}?",
            "Has {m} [30 or 31|31 or 30|28, 29, 30 or 31|28, 29, 30, or 31] days?",
            "Does {m} have [30 or 31 days|31 days or 30|31, 30, 29 or 28 days|fewer than 31 days or 31]?",
            "{m}: [28, 29, 30 or 31|30 or 31|28 or 29 or 30 or 31] days?",
            "Which is it for {m}: 28, 29, 30 or 31 days?",
            "A month has 28, 29, 30 or 31 days. How many has {m}?",
            "Some months have 30 days and some 31. How many does {m} have?",
            "I know that a month has [30 or 31|28 to 31] days, but how many has {m}?",
            "Up to which day does {m} go, 28, 29, 30 or 31?",
            "Does {m} end on day 28, 29, 30 or 31?",
            "What number of days does {m} have?",
            "I want to know how many days there are in {m}.",
            "The month is {m}. How many days does it have?",
            "Give me the length of {m} in days.",
            "How many days can you count in {m}?",
            "Does {m} have 28, 29, 30 or 31 days?",
            "Could you say how many days are in {m}?",
            "Please count the days of {m}.",
            "How many days are there to {m}?",
            "I need the number of days that {m} has.",
            "What is the length of {m}, in days?",
            "Look at {m}: how many days does it have?",
        ],
        [
            "How many days do we get in {m}?",
            "I'm filling in a calendar for {m}. How many days does it need?",
            "Tell me the day count for {m}.",
            "From the first to the last, how many days are in {m}?",
            "If I work every single day of {m}, how many days is that?",
            "Can you look up how many days there are in {m}?",
            "My rent covers all of {m}. How many days is that?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{m}은 며칠까지 [있어|있나요|있습니까]?",
            "{m}은 [모두 |총 |]며칠[이야|인가요|입니까]?",
            "{m}에는 [모두 |총 |]며칠이 [있어|있나요|있습니까]?",
            "{m}은 며칠까지[야|인가요|입니까]?",
            "{m}의 [날수는|일수는|마지막 날은]?",
            "{m}의 [날수는|일수는] [얼마야|며칠이야|얼마인가요|며칠인가요]?",
            "{m}의 [날수를|일수를] [알려 줘|알려 주세요|말해 줘|구하세요].",
            "{m} 며칠까지?",
            "{m} [날수|일수]",
            "{m}은 몇 일로 되어 [있어|있나요]?",
            "{m}의 마지막 날은 [며칠이야|며칠인가요]?",
            "{m}이 며칠까지 있는지 [알려 줘|알려 주세요|말해 줘].",
            "{m}, 며칠까지 있지?",
            "{m}에 날이 며칠 [있어|있나요]?",
            "{m}은 며칠 동안[이야|인가요]?",
            "{m}은 30일까지[야|인가요], 31일까지[야|인가요]?",
            "{m}은 28일, 29일, 30일, 31일 중 며칠까지[야|인가요|있어|있나요]?",
            "28일, 29일, 30일, 31일 중에서 {m}의 날수는?",
            "한 달은 30일이거나 31일인데 {m}은 며칠까지[야|인가요]?",
            "{m}은 30일이야 31일이야?",
            "{m}에는 30일이 있나요, 31일이 있나요? [며칠까지|날수는]?",
            "{m}은 총 며칠로 되어 있나요?",
            "{m}이 며칠인지 알려 줘.",
            "며칠까지 있어? {m}",
            "{m}의 총 일수를 말해 줘.",
            "{m}에는 며칠까지 있습니까?",
            "{m}은 마지막 날이 며칠이야?",
            "{m}이 며칠까지 있는지 궁금해요.",
            "{m}에 날이 모두 며칠인가요?",
            "{m}은 날수가 얼마나 되나요?",
            "{m}의 날이 몇 일인지 말해 줘.",
            "{m}은 총 며칠까지 있어?",
        ],
        [
            "{m} 달력에는 며칠까지 있어요?",
            "{m} 한 달은 며칠인가요?",
            "{m}은 며칠에 끝나나요?",
            "{m}에 하루도 안 빼고 일하면 며칠 일하는 거예요?",
            "{m}의 마지막 날이 며칠인지 알려 주세요.",
            "{m}은 전부 합쳐서 며칠이에요?",
            "{m} 날짜가 모두 며칠인지 세어 주세요.",
        ]);

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
