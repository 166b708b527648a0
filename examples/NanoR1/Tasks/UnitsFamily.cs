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
        ],
        [
            "How many {u} do you get from {n} {t}?",
            "I need {n} {t} in {u}.",
            "Could you tell me what {n} {t} is in {u}?",
            "{n} {t} makes how many {u}?",
            "Please tell me how many {u} there are in {n} {t}.",
            "Given {n} {t}, how many {u} is that?",
            "Would you convert {n} {t} into {u} for me?",
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
        ],
        [
            "{n}{t}{이} 몇 {u}인지 궁금해요.",
            "{n}{t}{을} {u}{로} 바꾼 값은?",
            "{n} {t}{을} {u}{로} 고쳐 주세요.",
            "{n}{t}{은} {u} 단위로 몇인가요?",
            "{u}{로} 나타내 주세요: {n}{t}",
            "{n}{t}, {u}{로} 바꾸면 얼마야?",
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
        var prompt = (korean ? Korean : English).Say(
            random,
            split,
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
