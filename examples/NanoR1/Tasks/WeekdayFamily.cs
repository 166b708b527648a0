using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>The weekday some days before or after another.</summary>
internal sealed class WeekdayFamily : ITaskFamily
{
    private static readonly string[] Names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] KoreanNames = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];

    private static readonly Phrasebook After = new(
        [
            "What day is {n} days after {d}?",
            "[What|Which] [day|weekday|day of the week] [is|comes] {n} days after {d}?",
            "Today is {d}. What day [is it|will it be] in {n} days?",
            "If today is {d}, [what|which] [day|weekday|day of the week] [is it|will it be] in {n} days?",
            "It is {d}. What day will it be {n} days from now?",
            "{n} days after {d}?",
            "{d} plus {n} days",
            "{d} + {n} days",
            "What weekday do you get {n} days after {d}?",
            "[Tell me|Name|Give me] the [day|weekday|day of the week] {n} days after {d}.",
            "[Can|Could] you tell me [what|which] [day|weekday] is {n} days after {d}?",
            "{n} days from {d} is [what|which] day?",
            "Starting on {d}, what day is it after {n} days?",
            "It's {d} today. [What|Which] weekday is it in {n} days?",
            "A [trip|course|holiday] starts on {d}. What day is {n} days later?",
            "If it is {d} now, what day is it {n} days later?",
            "In {n} days, what day will it be if today is {d}?",
            "Which day of the week do we have {n} days from {d}?",
            "Count {n} days from {d}. Which weekday is that?",
            "Tell me what day it is {n} days after {d}.",
            "Today is {d}. Name the weekday {n} days from now.",
            "After {d}, what weekday comes {n} days later?",
            "What weekday will it be {n} days from {d}?",
            "It is {d} now. Which day comes {n} days later?",
            "Add {n} days to {d}. What weekday is it?",
            "{d} is today. What day is it in {n} days?",
            "Please tell me the weekday {n} days after {d}.",
            "I start on {d}. What day is it after {n} days?",
            "[I|We] [leave|begin|stop|meet] on {d}. [Which|What] [day|weekday] is it {n} days later?",
            "[Suppose|Say|Imagine] it is {d}. [What|Which] [day|weekday] [comes|is it|will it be] after {n} days?",
            "[If|When] {n} days [pass|go by] after {d}, [what|which] [day|weekday] is it?",
            "{d} was [the start|when it began]. [What|Which] weekday is it {n} days [later|after that]?",
            "[Wait|Move on|Go forward|Go on] {n} days from {d}. [What|Which] [day|weekday] is it?",
            "[We have|It's] {d} [now|today]; [what|which] [day|weekday] [will we have|is it] in {n} days?",
            "Put {n} days on top of {d}. [What|Which] weekday is it?",
            "{n} days later than {d} is [what|which] [day|weekday]?",
            "Do you know which day is {n} days after {d}?",
            "My holiday begins on {d}. Which weekday is {n} days later?",
            "Which weekday comes {n} days past {d}?",
            "Let today be {d}. What day will it be in {n} days?",
            "If we start on {d} and wait {n} days, which day is it?",
            "Work out the weekday {n} days after {d}.",
        ],
        [
            "If today's {d}, what weekday are we on in {n} days?",
            "My package arrives {n} days after {d}. What day of the week is that?",
            "It's {d} and my exam is in {n} days. Which day of the week is it on?",
            "From {d}, what weekday do I get to after {n} days?",
            "What day of the week will it be once {n} days have passed since {d}?",
            "{n} days after {d}, what's the weekday?",
            "We meet again {n} days after {d}. On which weekday is that?",
        ]);

    private static readonly Phrasebook Before = new(
        [
            "What day is {n} days before {d}?",
            "[What|Which] [day|weekday|day of the week] [is|was] {n} days before {d}?",
            "Today is {d}. What day was it {n} days ago?",
            "If today is {d}, [what|which] [day|weekday|day of the week] was it {n} days ago?",
            "It is {d}. What day was {n} days ago?",
            "{n} days before {d}?",
            "{d} minus {n} days",
            "{d} - {n} days",
            "What weekday do you get {n} days before {d}?",
            "[Tell me|Name|Give me] the [day|weekday|day of the week] {n} days before {d}.",
            "[Can|Could] you tell me [what|which] [day|weekday] is {n} days before {d}?",
            "{n} days back from {d} is [what|which] day?",
            "Going back {n} days from {d}, what day is it?",
            "It's {d} today. [What|Which] weekday was it {n} days ago?",
            "If it is {d} now, what day was it {n} days earlier?",
            "{n} days ago, what day was it if today is {d}?",
            "Which day of the week was {n} days earlier than {d}?",
            "Count back {n} days from {d}. Which weekday is that?",
            "Tell me what day it was {n} days before {d}.",
            "Today is {d}. Name the weekday {n} days ago.",
            "Before {d}, what weekday was it {n} days earlier?",
            "What weekday was it {n} days before {d}?",
            "It is {d} now. Which day was it {n} days earlier?",
            "Take {n} days from {d}. What weekday is it?",
            "{d} is today. What day was it {n} days ago?",
            "Please tell me the weekday {n} days before {d}.",
            "Going {n} days back from {d}, which day of the week is it?",
            "[Take away|Subtract] {n} days from {d}. [What|Which] [day|weekday] [is it|was it|do you get]?",
            "[Suppose|Say|Imagine] it is {d}. [What|Which] [day|weekday] was it {n} days [ago|before|earlier]?",
            "[Go back|Move back|Step back|Count backwards] {n} days from {d}. [What|Which] [day|weekday] is it?",
            "[We have|It's] {d} [now|today]; [what|which] [day|weekday] [did we have|was it] {n} days ago?",
            "{n} days earlier than {d} [is|was] [what|which] [day|weekday]?",
            "{d} is [now|today]. [What|Which] [day|weekday] was {n} days [ago|before|earlier]?",
            "[It happened|I came|It began] {n} days before {d}. [What|Which] [day|weekday] was that?",
            "[If|When] you take {n} days [off|away from] {d}, [what|which] [day|weekday] [is it|do you get]?",
            "Do you know which day was {n} days before {d}?",
            "Today we have {d}. Which weekday was it {n} days ago?",
            "Which weekday lies {n} days before {d}?",
            "Let today be {d}. What day was it {n} days ago?",
            "Work out the weekday {n} days before {d}.",
            "What was the weekday {n} days earlier than {d}?",
        ],
        [
            "It's {d}, and I called {n} days ago. Which day of the week was that?",
            "{n} days before {d}, what was the weekday?",
            "I bought it {n} days before {d}. What day of the week was it?",
            "From {d}, what weekday do I get to if I go back {n} days?",
            "What day of the week was it when {d} was still {n} days away?",
            "Today's {d}. My friend left {n} days ago, so on which weekday?",
            "Counting {n} days back from {d}, on which day of the week do I end up?",
        ]);

    private static readonly Phrasebook KoreanAfter = new(
        [
            "{d}에서 {n}일 [뒤는|후는] 무슨 요일[이야|인가요|입니까]?",
            "{d}부터 {n}일 [뒤는|후는] 무슨 요일[이야|인가요|입니까]?",
            "오늘은 {d}[이야|입니다|이에요]. {n}일 [뒤는|후는] 무슨 요일[이야|인가요|입니까]?",
            "오늘이 {d}이면 {n}일 [뒤는|후는] 무슨 요일[이야|인가요|이지]?",
            "오늘이 {d}이라면 {n}일 [뒤에는|후에는] 무슨 요일이 [돼|되나요|됩니까]?",
            "{d}의 {n}일 [뒤|후]는?",
            "{d} {n}일 [뒤|후]",
            "{d} + {n}일",
            "{d}에서 {n}일 [뒤의|후의] 요일을 [알려 줘|알려 주세요|말해 줘|구하세요].",
            "{n}일 [뒤는|후는] 무슨 요일이야? 오늘은 {d}이야.",
            "{d}에서 {n}일이 지나면 무슨 요일[이야|인가요|입니까]?",
            "{d}로부터 {n}일 [뒤|후] 요일은?",
            "지금 {d}인데 {n}일 [뒤는|후는] 무슨 요일[이야|이에요]?",
            "{d} 다음 {n}일 [뒤는|후는] 무슨 요일인가요?",
            "{d}에서 {n}일 더하면 무슨 요일[이야|인가요]?",
            "{n}일이 지나면 무슨 요일이야? 오늘은 {d}입니다.",
            "{d}부터 {n}일 후의 요일은 뭐야?",
            "오늘이 {d}인데 {n}일 후 요일을 알려 주세요.",
            "{d}에서 {n}일 뒤, 무슨 요일이에요?",
            "{d}에 {n}일을 더하면 무슨 요일이 되나요?",
            "무슨 요일? {d}에서 {n}일 후",
            "{d}에서 {n}일 뒤가 무슨 요일인지 궁금해요.",
            "오늘은 {d}인데 {n}일 뒤는 무슨 요일이지?",
            "{d}에서 {n}일 후 요일을 말해 주세요.",
            "{n}일 뒤 요일은? 오늘은 {d}이야.",
            "{d}이 지나고 {n}일 뒤는 무슨 요일이야?",
            "[오늘이|지금이] {d}[인데|이고] {n}일 [뒤|후]면 무슨 요일[이야|이 돼|인가요]?",
            "{d}에 시작해서 {n}일 [뒤면|후면|이 지나면] 무슨 요일[이야|인가요]?",
            "{d}보다 {n}일 [뒤는|후는|늦은 날은] 무슨 요일[이야|인가요]?",
            "{d}에서 {n}일이 [흐르면|더 지나면] [무슨|어떤] 요일[이야|이 되나요]?",
            "{n}일 [뒤|후]의 요일을 [알려 줘|말해 줘][: |. ]오늘은 {d}[이야|입니다].",
            "{d}에서 {n}일 뒤는 어떤 요일이에요?",
            "혹시 {d}에서 {n}일 후가 무슨 요일인지 아세요?",
            "{d} 이후 {n}일이 지나면 무슨 요일이에요?",
            "{n}일 후는 무슨 요일일까? 오늘은 {d}인데.",
            "{d}부터 세어서 {n}일 뒤의 요일은?",
        ],
        [
            "{d}에 주문했고 {n}일 뒤에 도착해요. 무슨 요일에 와요?",
            "오늘이 {d}인데 {n}일 지나면 무슨 요일이에요?",
            "{d} 기준으로 {n}일 뒤면 무슨 요일이죠?",
            "{n}일 후에 시험이 있어요. 오늘이 {d}이면 시험은 무슨 요일이에요?",
            "{d}에서 {n}일 지난 날의 요일이 뭐예요?",
            "{d}에서 앞으로 {n}일을 세면 무슨 요일이 나와요?",
            "{d}로부터 {n}일 후의 요일 좀 계산해 주세요.",
        ]);

    private static readonly Phrasebook KoreanBefore = new(
        [
            "{d}에서 {n}일 전은 무슨 요일[이야|인가요|입니까]?",
            "{d}부터 {n}일 전은 무슨 요일[이야|인가요|입니까]?",
            "오늘은 {d}[이야|입니다|이에요]. {n}일 전은 무슨 요일[이야|이었나요|이었습니까]?",
            "오늘이 {d}이면 {n}일 전은 무슨 요일[이야|인가요|이지]?",
            "오늘이 {d}이라면 {n}일 전에는 무슨 [요일이었어|요일이었나요]?",
            "{d}의 {n}일 전은?",
            "{d} {n}일 전",
            "{d} - {n}일",
            "{d}에서 {n}일 전의 요일을 [알려 줘|알려 주세요|말해 줘|구하세요].",
            "{n}일 전은 무슨 요일이야? 오늘은 {d}이야.",
            "{d}에서 {n}일을 거슬러 가면 무슨 요일[이야|인가요|입니까]?",
            "{d}로부터 {n}일 전 요일은?",
            "지금 {d}인데 {n}일 전은 무슨 요일[이야|이에요]?",
            "{d}보다 {n}일 전은 무슨 요일인가요?",
            "{d}에서 {n}일 빼면 무슨 요일[이야|인가요]?",
            "{n}일 전은 무슨 요일이었나요? 오늘은 {d}입니다.",
            "{d}부터 {n}일 전의 요일은 뭐야?",
            "오늘이 {d}인데 {n}일 전 요일을 알려 주세요.",
            "{d}에서 {n}일 전, 무슨 요일이에요?",
            "{d}에서 {n}일을 빼면 무슨 요일이 되나요?",
            "무슨 요일? {d}에서 {n}일 전",
            "{d}에서 {n}일 전이 무슨 요일인지 궁금해요.",
            "오늘은 {d}인데 {n}일 전은 무슨 요일이지?",
            "{d}에서 {n}일 전 요일을 말해 주세요.",
            "{n}일 전 요일은? 오늘은 {d}이야.",
            "{d}보다 {n}일 앞은 무슨 요일이야?",
            "{d}보다 {n}일 [앞은|앞선 날은|이른 날은|먼저는|앞날은] 무슨 요일[이야|인가요|입니까]?",
            "{d}의 {n}일 앞은 무슨 요일[이야|인가요]?",
            "[오늘이|지금이] {d}[인데|이고] {n}일 전[은|이면|에는] 무슨 요일[이야|이었어|이었나요]?",
            "{d}에서 {n}일 [앞당기면|되돌아가면|거꾸로 세면] 무슨 요일[이야|인가요]?",
            "{n}일 전의 요일을 [알려 줘|말해 줘][: |. ]오늘은 {d}[이야|입니다].",
            "[그 일은|그건] {d} {n}일 전이었어. 무슨 요일[이야|이었어]?",
            "{d}에서 {n}일 전은 어떤 요일이에요?",
            "혹시 {d}에서 {n}일 전이 무슨 요일인지 아세요?",
            "{n}일 전은 무슨 요일이었을까? 오늘은 {d}인데.",
            "{d}의 {n}일 전 요일을 알려 주세요.",
            "{d}부터 거꾸로 세어서 {n}일 전의 요일은?",
        ],
        [
            "오늘이 {d}인데 {n}일 전에 전화했어요. 그날은 무슨 요일이었어요?",
            "{d} 기준으로 {n}일 전이면 무슨 요일이죠?",
            "{d}에서 {n}일 거꾸로 가면 무슨 요일이 나와요?",
            "{d}로부터 {n}일 전의 요일 좀 계산해 주세요.",
            "{n}일 전에 샀어요. 오늘이 {d}이면 산 날은 무슨 요일이에요?",
            "{d}이 되기 {n}일 전은 무슨 요일이었나요?",
            "{d}보다 {n}일 이른 날의 요일이 뭐예요?",
        ]);

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
