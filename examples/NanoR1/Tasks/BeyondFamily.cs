using System.Globalization;

namespace NanoR1;

/// <summary>Everything else: the model says that it can't. There is no problem to hold out but in the phrasings and what they are about.</summary>
internal sealed class BeyondFamily : ITaskFamily
{
    public const string Refusal = "I can't answer that: I only know arithmetic, comparing, units, dates, letters and palindromes.";
    public const string KoreanRefusal = "그 질문에는 답할 수 없습니다. 저는 계산, 비교, 단위, 날짜, 글자 세기, 회문만 할 수 있습니다.";

    public string Name => "beyond";

    public double Weight => 2;

    public Exercise Create(Random random, Split split, string language)
    {
        var korean = language == "ko";
        var picked = (korean ? BeyondKorean.Slots : BeyondEnglish.Slots).Select(slot => (slot.Name, Value: random.Pick(slot.Values))).ToList();
        string Number(int least, int most) => random.Next(least, most).ToString(CultureInfo.InvariantCulture);
        picked.AddRange(
        [
            ("d", Number(2, 10)), ("n", Number(2, 100)), ("big", Number(50, 1000)), ("year", Number(1400, 2030)), ("huge", Number(10000, 10000000)),
            ("huge2", Number(10000, 10000000)), ("giant", Giant(random)), ("giant2", Giant(random)),
        ]);
        void Particles(string of, string suffix)
        {
            var word = picked.First(slot => slot.Name == of).Value;
            picked.Add(("은" + suffix, Wording.Particle(word, "은", "는")));
            picked.Add(("을" + suffix, Wording.Particle(word, "을", "를")));
            picked.Add(("과" + suffix, Wording.Particle(word, "과", "와")));
            picked.Add(("이" + suffix, Wording.Particle(word, "이", "가")));
        }

        Particles("topic", "");
        Particles("person", "2");
        Particles("place", "3");
        Particles("thing", "4");
        Particles("topic2", "6");
        Particles("thing2", "7");
        Particles("place2", "8");
        Particles("d", "d");
        Particles("n", "n");
        Particles("big", "b");
        Particles("huge2", "h");
        Particles("giant2", "g");
        var prompt = Carriers.Say(
            random,
            split,
            language,
            korean ? BeyondKorean.Phrases : BeyondEnglish.Phrases,
            random.Next(3) == 0 ? korean ? KoreanCores.BeyondNumbers : EnglishCores.BeyondNumbers : korean ? KoreanCores.Beyond : EnglishCores.Beyond,
            [.. picked]);
        return new(Name, language, Wording.Vary(random, language, prompt), "This is not a task that I have learned.", korean ? KoreanRefusal : Refusal);
    }

    /// <summary>A number too long even to add.</summary>
    private static string Giant(Random random) => Words.Digits(random, random.Next(9, 15));
}
