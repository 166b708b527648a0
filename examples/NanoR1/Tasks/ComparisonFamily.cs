namespace NanoR1;

/// <summary>The larger or smaller of two numbers of up to four digits, or that they are equal.</summary>
internal sealed class ComparisonFamily : ITaskFamily
{
    private static readonly (string Name, string Value)[][] Larger =
    [
        [("er", "larger"), ("est", "largest"), ("is", "larger")],
        [("er", "bigger"), ("est", "biggest"), ("is", "bigger")],
        [("er", "greater"), ("est", "greatest"), ("is", "more")],
        [("er", "higher"), ("est", "highest"), ("is", "greater")],
    ];

    private static readonly (string Name, string Value)[][] Smaller =
    [
        [("er", "smaller"), ("est", "smallest"), ("is", "smaller")],
        [("er", "smaller"), ("est", "least"), ("is", "less")],
        [("er", "lower"), ("est", "lowest"), ("is", "lower")],
        [("er", "lesser"), ("est", "least"), ("is", "less")],
    ];

    private static readonly (string Name, string Value)[] KoreanLarger = [("큰", "큰"), ("클", "클"), ("커", "커"), ("크", "크"), ("큽", "큽")];

    private static readonly (string Name, string Value)[] KoreanSmaller = [("큰", "작은"), ("클", "작을"), ("커", "작아"), ("크", "작"), ("큽", "작습")];

    public string Name => "comparison";

    public double Weight => 1.2;

    internal static Phrasebook English { get; } = Phrasings.Of("english", "comparison");

    internal static Phrasebook Korean { get; } = Phrasings.Of("korean", "comparison");

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = Draw(random);
        }
        while (!HeldOut.Belongs($"compare {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var larger = random.Next(2) == 0;
        var words = (larger, language) switch
        {
            (true, "ko") => KoreanLarger,
            (false, "ko") => KoreanSmaller,
            (true, _) => Larger[random.Next(Larger.Length)],
            (false, _) => Smaller[random.Next(Smaller.Length)],
        };
        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Comparison, [.. Numbers.Words(a, b), .. words])
            : Carriers.Say(random, split, language, English, EnglishCores.Comparison, [.. Numbers.Words(a, b), .. words]);
        var wanted = larger ? "larger" : "smaller";
        var found = a == b ? "equal" : Scratchpad.Text(larger ? Math.Max(a, b) : Math.Min(a, b));
        var thought = $"{wanted} {Scratchpad.Text(a)} {Scratchpad.Text(b)}\n{Scratchpad.Compare(a, b)}{wanted} {found}";
        return new(Name, language, Manners.Vary(random, split, language, prompt), thought, a == b && language == "ko" ? "같음" : found);
    }

    /// <summary>Often of one length and with the first digits in common, for the others are easy.</summary>
    private static (int A, int B) Draw(Random random)
    {
        var a = Numbers.Draw(random, 4);
        var length = Scratchpad.Text(a).Length;
        var last = random.Next(16) switch { < 4 => -1, < 8 => 10_000, < 11 => 10, < 14 => 100, < 15 => 1_000, _ => 1 };
        if (last < 0)
        {
            return (a, Numbers.Draw(random, 4));
        }

        // The digits below "last" are drawn anew.
        var other = Numbers.OfLength(random, length);
        return (a, last >= 10_000 ? other : (a / last * last) + (other % last));
    }
}
