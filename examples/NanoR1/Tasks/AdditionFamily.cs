namespace NanoR1;

/// <summary>Sums of two numbers of up to four digits.</summary>
internal sealed class AdditionFamily : ITaskFamily
{
    public string Name => "addition";

    public double Weight => 1.3;

    internal static Phrasebook English { get; } = Phrasings.Of("english", "addition");

    internal static Phrasebook Korean { get; } = Phrasings.Of("korean", "addition");

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = (Numbers.Draw(random, 4), Numbers.Draw(random, 4));
        }
        while (!HeldOut.Belongs($"add {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Addition, Numbers.Words(a, b))
            : Carriers.Say(random, split, language, English, EnglishCores.Addition, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Add(a, b).TrimEnd('\n'), Scratchpad.Text(a + b));
    }
}
