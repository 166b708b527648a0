namespace NanoR1;

/// <summary>Quotients with remainders: up to four digits by one. The answer is <c>12</c> or <c>12 remainder 3</c> (<c>몫 12, 나머지 3</c>).</summary>
internal sealed class DivisionFamily : ITaskFamily
{
    public string Name => "division";

    public double Weight => 1.4;

    internal static Phrasebook English { get; } = Phrasings.Of("english", "division");

    internal static Phrasebook Korean { get; } = Phrasings.Of("korean", "division");

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = (Numbers.Draw(random, 4), random.Next(1, 10));
            if (random.Next(4) == 0)
            {
                // Left to chance, an exact quotient would be rare.
                a -= a % b;
            }
        }
        while (!HeldOut.Belongs($"divide {a} {b}", split));

        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Division, Numbers.Words(a, b))
            : Carriers.Say(random, split, language, English, EnglishCores.Division, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Divide(a, b).TrimEnd('\n'), Answer(a, b, language));
    }

    private static string Answer(int a, int b, string language)
    {
        var (quotient, remainder) = (Scratchpad.Text(a / b), Scratchpad.Text(a % b));
        return a % b == 0 ? quotient : language == "ko" ? $"몫 {quotient}, 나머지 {remainder}" : $"{quotient} remainder {remainder}";
    }
}
