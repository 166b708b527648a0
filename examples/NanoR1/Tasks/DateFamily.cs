using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>The date some days after another, in a common year unless one is given.</summary>
internal sealed class DateFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "What date is {n} days after {d}?",
            "[What|Which] [date|day] [is|comes] {n} days after {d}?",
            "What is the date {n} days after {d}?",
            "Today is {d}. What [is the date|date is it|date will it be] in {n} days?",
            "If today is {d}, what [is the date|date will it be] in {n} days?",
            "It is {d}. What date will it be {n} days from now?",
            "{n} days after {d}?",
            "{d} plus {n} days",
            "{d} + {n} days",
            "[Tell me|Give me|Find] the date {n} days after {d}.",
            "[Can|Could] you tell me the date {n} days after {d}?",
            "{n} days from {d} is [what|which] date?",
            "Starting on {d}, what date is it after {n} days?",
            "Add {n} days to {d}.",
            "What date do you get when you add {n} days to {d}?",
            "A [trip|course|holiday] starts on {d}. What is the date {n} days later?",
            "[Which|What] [date|day] [is it|is|will it be|do we get|comes] {n} days [from|after|past|later than] {d}?",
            "[What|Which] date [is it|will it be|do I get|will we have] in {n} days[, if today is {d}|, if it is {d} today|, counted from {d}|, starting from {d}|: today is {d}]?",
            "In {n} days [it will be what date|what is the date|which date is it|what will the date be]? [Today is|It is|It is now] {d}.",
            "{n} days from now, what [is the date|date is it|date will it be]? Today is {d}.",
            "What is the date {n} days from now if [today is|it is] {d}?",
            "[What|Which] date is {n} days from today, [if today is {d}|{d}]?",
            "{n} days from {d}?",
            "{n} days [from|after|past] {d} [is|will be] what date?",
            "After {n} days from {d}, [what|which] date [is it|do we have]?",
            "After {d}, [what|which] date [comes|is it] {n} days later?",
            "From {d}, [count|go|move] {n} days [forward|on|ahead]. [What|Which] date [is it|is that|do you reach]?",
            "[Count|Go] {n} days [forward |on |]from {d}. What is the date?",
            "{n} days later than {d}: [what|which] date?",
            "I leave on {d} and come back {n} days later. On what date [do I come back|is that]?",
            "{n} days [pass|go by|go past] after {d}. What is the date [then|now]?",
            "Something due {n} days after {d} is due on [what|which] date?",
            "If {n} days [pass|go by] from {d}, what date [is it|will it be]?",
            "In {n} days, what date will it be if today is {d}?",
            "Which date do we have {n} days from {d}?",
            "Count {n} days from {d}. Which date is that?",
            "Tell me what date it is {n} days after {d}.",
            "Today is {d}. Give me the date {n} days from now.",
            "If I add {n} days to {d}, what date is it?",
            "What will the date be {n} days from {d}?",
            "It is {d} now. Which date comes {n} days later?",
            "Take {d} and add {n} days. What is the date?",
            "{d} is today. What date is it in {n} days?",
            "Please tell me the date {n} days after {d}.",
            "I start on {d}. What is the date after {n} days?",
        ],
        [
            "I ordered something on {d} and it takes {n} days. On what date does it arrive?",
            "Today's {d}, so what's the date {n} days from today?",
            "My vacation starts in {n} days and today is {d}. Which date is that?",
            "The bill is due {n} days after {d}. What date is that?",
            "Can you work out which date is {n} days past {d}?",
            "What date do I land on if I go {n} days forward from {d}?",
            "I'm adding {n} days to {d}. Which date comes out?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{d}에서 {n}일 [뒤는|후는] 며칠[이야|인가요|입니까]?",
            "{d}부터 {n}일 [뒤는|후는] [며칠|몇 월 며칠][이야|인가요|입니까]?",
            "{d}의 {n}일 [뒤는|후는] [며칠|몇 월 며칠]?",
            "{d}에서 {n}일 [뒤|후]는 몇 월 며칠[이야|인가요|입니까]?",
            "오늘은 {d}[이야|입니다|이에요]. {n}일 [뒤는|후는] [며칠|몇 월 며칠][이야|인가요|입니까]?",
            "오늘이 {d}이면 {n}일 [뒤는|후는] [며칠|몇 월 며칠][이야|인가요|이지]?",
            "{d}에서 {n}일 [뒤|후]의 날짜는?",
            "{d} {n}일 [뒤|후]",
            "{d} + {n}일",
            "{d}에서 {n}일 [뒤|후]의 날짜를 [알려 줘|알려 주세요|말해 줘|구하세요].",
            "{n}일 [뒤는|후는] 며칠이야? 오늘은 {d}이야.",
            "{d}에서 {n}일이 지나면 [며칠|몇 월 며칠][이야|인가요|입니까]?",
            "{d}에 {n}일을 더하면 [며칠|몇 월 며칠][이야|인가요]?",
            "지금 {d}인데 {n}일 [뒤는|후는] 며칠[이야|이에요]?",
            "{d}로부터 {n}일 [뒤|후] 날짜는?",
            "{n}일 [뒤|후]는 [몇 월 며칠|며칠][이야|인가요|입니까]? 오늘은 {d}[이야|입니다|이에요].",
            "{n}일 [뒤|후]의 날짜는 [뭐야|무엇인가요]? 오늘은 {d}[이야|입니다].",
            "{n}일이 지난 [뒤|후]의 날짜는? 오늘은 {d}[이야|입니다].",
            "{n}일 [뒤|후] 날짜를 [알려 줘|알려 주세요|말해 줘]. [오늘은|지금은] {d}[이야|입니다].",
            "{n}일이 지나면 [날짜가 어떻게 돼|며칠이 돼|며칠이 되나요]? [오늘은|지금은] {d}[이야|입니다].",
            "{n}일을 더하면 [몇 월 며칠|며칠][이야|인가요]? 시작은 {d}[이야|입니다].",
            "{n}일 뒤[, 오늘이 {d}라면 며칠이야|면 며칠이야, 오늘은 {d}인데]?",
            "[몇 월 며칠|며칠]이야? [{d}의 {n}일 뒤|{d}부터 {n}일 뒤|오늘은 {d}, {n}일 뒤]",
            "[여행은|방학은|수업은] {d}에 시작해서 {n}일 [뒤|후]에 끝나. 끝나는 날은 [며칠이야|몇 월 며칠이야]?",
            "{d}에서 {n}일이 [지난|흐른] [뒤의 날짜는|날은] [며칠이야|며칠인가요|몇 월 며칠이야]?",
            "{n}일이 지나면 몇 월 며칠이야? 오늘은 {d}입니다.",
            "{d}부터 {n}일 후의 날짜는 뭐야?",
            "오늘이 {d}인데 {n}일 후 날짜를 알려 주세요.",
            "{d}에서 {n}일 뒤, 며칠이에요?",
            "{d}에 {n}일을 더한 날짜를 알려 줘.",
            "며칠? {d}에서 {n}일 후",
            "{d}에서 {n}일 뒤가 며칠인지 궁금해요.",
            "오늘은 {d}인데 {n}일 뒤는 몇 월 며칠이지?",
            "{d}에서 {n}일 후 날짜를 말해 주세요.",
            "{n}일 뒤 날짜는? 오늘은 {d}이야.",
            "{d}이 지나고 {n}일 뒤는 며칠이야?",
        ],
        [
            "{d}에 주문했고 {n}일 뒤에 도착해요. 도착하는 날짜가 며칠이에요?",
            "오늘 날짜가 {d}인데 {n}일 지나면 며칠이에요?",
            "{d} 기준으로 {n}일 뒤 날짜가 어떻게 되나요?",
            "{n}일 후가 며칠인지 알려 주세요. 오늘은 {d}이에요.",
            "{d}에서 {n}일이 더 지나면 몇 월 며칠이 돼?",
            "{d}에서 {n}일 지난 날짜 좀 계산해 주세요.",
            "{d}로부터 {n}일 후면 몇 월 며칠이죠?",
        ]);

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
