using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>From one unit to another, down by multiplying, and up where that comes out even.</summary>
internal sealed class UnitsFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "units");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "units");

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
