namespace NanoR1;

/// <summary>Differences of two numbers of up to four digits, negative ones too.</summary>
internal sealed class SubtractionFamily : ITaskFamily
{
    public string Name => "subtraction";

    public double Weight => 1.8;

    internal static Phrasebook English { get; } = Phrasings.Of("english", "subtraction");

    internal static Phrasebook Korean { get; } = Phrasings.Of("korean", "subtraction");

    /// <summary>A difference is asked for between the larger and the smaller, in this order, as its sign would be a matter of taste.</summary>
    internal static Phrasebook EnglishDifference { get; } = Phrasings.Of("english", "difference");

    internal static Phrasebook KoreanDifference { get; } = Phrasings.Of("korean", "difference");

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = (Numbers.Draw(random, 4), Numbers.Draw(random, 4));
            if (a < b && random.Next(2) == 0)
            {
                (a, b) = (b, a);
            }
        }
        while (!HeldOut.Belongs($"subtract {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var (book, cores) = (a >= b && random.Next(6) == 0, language) switch
        {
            (true, "ko") => (KoreanDifference, KoreanCores.Difference),
            (true, _) => (EnglishDifference, EnglishCores.Difference),
            (false, "ko") => (Korean, KoreanCores.Subtraction),
            (false, _) => (English, EnglishCores.Subtraction),
        };
        var prompt = Carriers.Say(random, split, language, book, cores, Numbers.Words(a, b));
        var problem = $"{Scratchpad.Text(a)}-{Scratchpad.Text(b)}";
        var thought = $"{problem}:\n" + Scratchpad.Compare(a, b) + Scratchpad.Subtract(Math.Max(a, b), Math.Min(a, b));
        if (a < b)
        {
            thought += $"{problem}={Scratchpad.Text(a - b)}\n";
        }

        return new(Name, language, Manners.Vary(random, split, language, prompt), thought.TrimEnd('\n'), Scratchpad.Text(a - b));
    }
}
