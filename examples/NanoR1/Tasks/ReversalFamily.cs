namespace NanoR1;

/// <summary>A number or word from its end to its beginning.</summary>
internal sealed class ReversalFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "reversal");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "reversal");

    public string Name => "reversal";

    public double Weight => 1.7;

    public Exercise Create(Random random, Split split, string language)
    {
        var word = Wording.Draw(random, split, Make, static word => $"reverse {word}");
        var korean = language == "ko";
        var number = char.IsAsciiDigit(word[0]);
        var kind = korean ? number ? "숫자" : "단어" : number ? "number" : "word";
        var prompt = Carriers.Say(random, split, language, korean ? Korean : English, korean ? KoreanCores.Reversal : EnglishCores.Reversal, ("w", word), ("kind", kind), ("part", number ? "digit" : "letter"), ("를", Wording.Particle(word, "을", "를")), ("는", Wording.Particle(word, "은", "는")), ("가", Wording.Particle(word, "이", "가")), ("k는", Wording.Particle(kind, "은", "는")), ("k를", Wording.Particle(kind, "을", "를")));
        var reversed = Spelling.Reverse(word);
        var labels = string.Join(' ', Spelling.Labelled(word).Split(' ').Reverse());
        return new(Name, language, Wording.Vary(random, language, prompt), $"reverse {word}\n{Spelling.Labelled(word)}\n{labels}\n{reversed}", reversed);
    }

    private static string Make(Random random) =>
        random.Next(2) == 0 ? Words.Digits(random, Wording.Short(random, 2, 6)) : Words.Any(random, 3, 8);
}
