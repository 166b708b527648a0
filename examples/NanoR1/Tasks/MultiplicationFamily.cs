namespace NanoR1;

/// <summary>Products: up to three digits by one, either way round, and two by two.</summary>
internal sealed class MultiplicationFamily : ITaskFamily
{
    public string Name => "multiplication";

    public double Weight => 1.5;

    internal static Phrasebook English { get; } = Phrasings.Of("english", "multiplication");

    internal static Phrasebook Korean { get; } = Phrasings.Of("korean", "multiplication");

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            // Two by two is the hardest and has most problems; the tables come in the rest.
            (a, b) = random.Next(5) < 2
                ? (Numbers.OfLength(random, 2), Numbers.OfLength(random, 2))
                : (Numbers.Draw(random, 3), Numbers.OfLength(random, 1));
            if (random.Next(3) == 0)
            {
                (a, b) = (b, a);
            }
        }
        while (!HeldOut.Belongs($"multiply {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Multiplication, Numbers.Words(a, b))
            : Carriers.Say(random, split, language, English, EnglishCores.Multiplication, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Multiply(a, b).TrimEnd('\n'), Scratchpad.Text(a * b));
    }
}
