using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>From one unit to another, down by multiplying, and up where that comes out even.</summary>
internal sealed class UnitsFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "How many {u} are {n} {t}?",
            "How many {u} are [in|there in] {n} {t}?",
            "How many {u} [is|make|make up|equal] {n} {t}?",
            "[Convert|Change|Turn] {n} {t} [to|into] {u}.",
            "What is {n} {t} in {u}?",
            "[What are|What's] {n} {t} in {u}?",
            "{n} {t} [in|to] {u}",
            "{n} {t} = ? {u}",
            "{n} {t} is how many {u}?",
            "[Express|Write|Give|Give me] {n} {t} in {u}.",
            "[Can|Could] you [convert|change] {n} {t} [to|into] {u}?",
            "I have {n} {t}. How many {u} is that?",
            "How much is {n} {t} in {u}?",
            "Please [convert|change] {n} {t} [to|into] {u}.",
            "[Tell me|Work out|Calculate] how many {u} {n} {t} [are|is|make].",
            "How many {u} do {n} {t} [make|have|equal]?",
            "{u} in {n} {t}?",
            "[Calculate|Compute] {n} {t} in {u}.",
            "Something [takes|measures|is] {n} {t}. What is that in {u}?",
            "If I have {n} {t}, how many {u} do I have?",
            "In {u}, what is {n} {t}?",
            "Tell me what {n} {t} is in {u}.",
            "{n} {t}: how many {u} is that?",
            "What do you get when you convert {n} {t} to {u}?",
            "Please write {n} {t} in {u}.",
            "What is {n} {t} when changed into {u}?",
            "How many {u} do you get from {n} {t}?",
            "I need {n} {t} in {u}.",
            "Could you tell me what {n} {t} is in {u}?",
            "{n} {t} makes how many {u}?",
            "Please tell me how many {u} there are in {n} {t}.",
            "Given {n} {t}, how many {u} is that?",
            "Would you convert {n} {t} into {u} for me?",
            "[I|We|They] [have to|must|want to|need to] [convert|change] {n} {t} [to|into] {u}.",
            "[How many|What number of] {u} [will|would|can|should] {n} {t} [give|make|be]?",
            "[How many|What number of] {u} [can I make|do I have|will I have|do I get|can one get|come out] [from|with|out of] {n} {t}?",
            "[My|The|This] [table|bag|trip|box|film|rope] [measures|has|takes|is] {n} {t}. [How much|What] is that in {u}?",
            "[Suppose|Say|If] [it is|you have|there are] {n} {t}. [How many {u} is it?|What is it in {u}?|Convert that to {u}.]",
            "[I wonder|I want to know|Let me know|Show me] how many {u} {n} {t} [make|are|give|is].",
            "{n} {t}, [what is that in|how many is that in|convert it to|changed to|written in] {u}[?|]",
            "[To|Into] {u}: {n} {t}",
            "{n} {t} [equals|gives|amounts to|corresponds to|comes to] how many {u}?",
            "[From|Going from] {n} {t} to {u}: [how many|what do you get|result]?",
            "The [answer|result] in {u} for {n} {t} is [what|how much]?",
            "How many {u} is {n} {t} when converted?",
            "Please work out {n} {t} in {u}.",
            "If something is {n} {t}, how many {u} is it?",
            "Do you know how many {u} are in {n} {t}?",
            "I would like to have {n} {t} in {u}.",
            "My friend says {n} {t}. How much is that in {u}?",
            "What would {n} {t} be in {u}?",
        ],
        [
            "How do I write {n} {t} in {u}?",
            "I've got {n} {t} here, what does that come to in {u}?",
            "Need a conversion: {n} {t} to {u}.",
            "{n} {t} is the same as what in {u}?",
            "The label says {n} {t}. What's that in {u}?",
            "I only think in {u}. How much is {n} {t}?",
            "Could you switch {n} {t} to {u} for me?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{n}{t}{은} 몇 {u}[{이야}|인가요|입니까|일까]?",
            "{n} {t}{은} 몇 {u}[{이야}|인가요|입니까]?",
            "{n}{t}{을} {u}{로} [바꿔 줘|바꾸면|바꿔 주세요|나타내면|나타내세요|변환해 줘|변환하세요]",
            "{n} {t}{을} {u}{로} [바꿔 줘|바꾸면?|바꿔 주세요.|나타내면?|변환해 줘.|변환해 주세요.|환산해 줘.|환산하면?]",
            "{n}{t}{은} {u}{로} [얼마야|얼마인가요|얼마입니까|몇이야]?",
            "{n}{t}{이} 몇 {u}인지 [알려 줘|알려 주세요|계산해 줘|구하세요].",
            "{n}{t} 몇 {u}?",
            "{n} {t} = ? {u}",
            "{n}{t}{은} {u}{로} 바꾸면 [얼마야|얼마인가요|몇 {u}{이야}]?",
            "몇 {u}{u가} {n}{t}[{t이야}|인가요|입니까]?",
            "{u}{로} 바꿔 [줘|주세요]: {n}{t}",
            "{n}{t}에는 몇 {u}{u가} [있어|있나요|들어 있나요]?",
            "{n}{t}{을} {u} 단위로 [바꿔 줘|써 줘|나타내 주세요|바꾸면?]",
            "{n} {t}, {u}{로} [얼마|몇]?",
            "{t}에서 {u}{로}: {n}{t}",
            "{n}{t}{은} 모두 몇 {u}[{이야}|인가요|일까요]?",
            "{n}{t}{을} {u}{로} 계산해 주세요.",
            "{n}{t}{이} {u}{로} 얼마인지 알려 줘.",
            "{u} 단위로 {n}{t}{은} 얼마인가요?",
            "{n} {t}{을} 변환하면 몇 {u}{이야}?",
            "{n}{t}, 몇 {u}인가요?",
            "{n}{t}{은} {u}{로} 나타내면 얼마입니까?",
            "{n}{t}{이} 몇 {u}인지 궁금해요.",
            "{n}{t}{을} {u}{로} 바꾼 값은?",
            "{n} {t}{을} {u}{로} 고쳐 주세요.",
            "{n}{t}{은} {u} 단위로 몇인가요?",
            "{u}{로} 나타내 주세요: {n}{t}",
            "{n}{t}, {u}{로} 바꾸면 얼마야?",
            "{n}{t}{을} {u}{로} [바꾼|환산한|변환한|나타낸|고친] [값|값을 알려 줘|결과는?|것은 얼마야?|수는?]",
            "{n}{t}{을} {u}{로} [고치면?|고쳐 줘|고치세요|쓰면?|말하면?|표현하면?|적어 줘]",
            "{n}{t}, [이건|이게|그건] {u}{로} [얼마야|얼마인가요|몇이야]?",
            "{n}{t}{을} [가지고 있어|샀어|쟀어]. {u}{로}는 얼마[야|인가요]?",
            "{u}{로} [말해 줘|적어 줘|알려 줘|고쳐 줘|계산해 줘|환산해 줘][: |. ]{n} {t}",
            "{n}{t}{이} {u} 단위로 [얼마야|몇이야|얼마인지 알려 줘|얼마인가요]?",
            "{n}{t}[{은}|{이}] {u}{로} [얼마나 돼|얼마나 되나요|몇이 되나요]?",
            "{n}{t}{을} {u}{로} 바꾸는 [문제야|계산이야]. [답은?|얼마야?]",
            "{n}{t}{은} {u}{로} 계산하면 얼마예요?",
            "{n}{t}{이} 몇 {u}인지 말해 줄래요?",
            "혹시 {n}{t}{이} 몇 {u}인지 아세요?",
            "{n}{t}{을} {u} 단위로 바꾸면 얼마가 되나요?",
            "{n}{t}의 값을 {u}{로} 알려 주세요.",
            "단위를 바꿔 주세요: {n}{t}, {u}{로}",
        ],
        [
            "{n}{t}{은} {u}{로} 환산하면 몇이에요?",
            "{n}{t}{을} {u}{로} 알고 싶어요.",
            "{u}{로} 하면 {n}{t}{은} 얼마예요?",
            "{n}{t}{이} {u}{로} 몇인지 계산 좀 해 주세요.",
            "{n}{t}, {u}{로} 환산 부탁드려요.",
            "몇 {u}{u가} 모여야 {n}{t}{이} 되나요?",
            "{u}{로} 따져 보면 {n}{t}{이} 얼마나 되는 거예요?",
        ]);

    public string Name => "units";

    public double Weight => 1;

    public Exercise Create(Random random, Split split, string language)
    {
        var (rule, back, number) = Wording.Draw(random, split, Make, Canonical);
        var (from, to) = back ? (rule.Small, rule.Large) : (rule.Large, rule.Small);
        var korean = language == "ko";
        string Name(UnitName unit, bool one, bool spelled) => spelled ? korean ? unit.Korean : one ? unit.English : unit.Plural : unit.Symbol;
        var spelled = korean ? random.Next(2) == 0 : random.Next(5) < 3;
        var asked = Name(from, number == 1, spelled || from.AlwaysSpelled);
        var target = Name(to, one: false, spelled || to.AlwaysSpelled);
        var prompt = Carriers.Say(
            random,
            split,
            language,
            korean ? Korean : English,
            korean ? KoreanCores.Units : EnglishCores.Units,
            ("n", Text(number)),
            ("t", asked),
            ("u", target),
            // After the consonant of days, an open particle follows, too.
            ("로", to.Korean == "일" ? "로" : Wording.Particle(to.Korean, "으로", "로")),
            ("이야", Wording.Particle(to.Korean, "이야", "야")),
            ("u가", Wording.Particle(to.Korean, "이", "가")),
            ("t이야", Wording.Particle(from.Korean, "이야", "야")),
            ("은", Wording.Particle(from.Korean, "은", "는")),
            ("이", Wording.Particle(from.Korean, "이", "가")),
            ("을", Wording.Particle(from.Korean, "을", "를")));
        var result = back ? number / rule.Factor : number * rule.Factor;
        var answer = $"{Text(result)} {to.Symbol}";
        return new(this.Name, language, Wording.Vary(random, language, prompt), $"{Canonical((rule, back, number))}\n{Think(rule, back, number)}{answer}", answer);
    }

    private static string Canonical((UnitRule Rule, bool Back, int Number) problem) => problem.Back
        ? $"units {problem.Number} {problem.Rule.Small.Symbol} in {problem.Rule.Large.Symbol}"
        : $"units {problem.Number} {problem.Rule.Large.Symbol} in {problem.Rule.Small.Symbol}";

    private static (UnitRule Rule, bool Back, int Number) Make(Random random)
    {
        var rule = random.Pick(UnitRule.All);
        var most = rule.Most;
        var large = random.Next(1, random.Next(3) switch { 0 => Math.Min(most, 9), 1 => Math.Min(most, 99), _ => most } + 1);
        var back = rule.GoesBack && random.Next(5) < 2;
        return (rule, back, back ? large * rule.Factor : large);
    }

    /// <summary>Powers of ten only move zeros; of 60, the zero moves and the 6 multiplies or divides.</summary>
    private static string Think(UnitRule rule, bool back, int number)
    {
        var start = $"1 {rule.Large.Symbol} = {rule.Factor} {rule.Small.Symbol}\n";
        if (rule.Factor is 10 or 100 or 1000)
        {
            return start + (back ? $"{number}/{rule.Factor}={number / rule.Factor}\n" : $"{number}*{rule.Factor}={number * rule.Factor}\n");
        }

        return start + (back, rule.Factor) switch
        {
            (false, 60) => $"{number}*60={number}*6*10\n{Multiply(number, 6)}{number}*60={number * 60}\n",
            (false, _) => Multiply(number, rule.Factor),
            (true, 60) => $"{number}/60={number / 10}/6\n{Divide(number / 10, 6)}",
            (true, _) => Divide(number, rule.Factor),
        };
    }
}
