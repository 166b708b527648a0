using System.Globalization;
using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>The smallest palindrome above a number: its left half mirrored, or the next half mirrored.</summary>
internal sealed class NextPalindromeFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "next-palindrome");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "next-palindrome");

    public string Name => "next-palindrome";

    public double Weight => 1;

    public Exercise Create(Random random, Split split, string language)
    {
        var number = Wording.Draw(random, split, Make, static number => $"next palindrome {Text(number)}");
        var prompt = Carriers.Say(random, split, language, language == "ko" ? Korean : English, language == "ko" ? KoreanCores.NextPalindrome : EnglishCores.NextPalindrome, ("n", Text(number)));
        var (thought, answer) = Think(number);
        return new(Name, language, Wording.Vary(random, language, prompt), thought, answer);
    }

    private static int Make(Random random) => random.Next(20) == 0
        ? random.Pick([9, 99, 999, 9999])
        : random.Next(8) switch { 0 => random.Next(1, 10), 1 or 2 => random.Next(10, 100), 3 or 4 => random.Next(100, 1000), _ => random.Next(1000, 10000) };

    private static (string Thought, string Answer) Think(int number)
    {
        var text = Text(number);
        var start = $"next palindrome {text}\n";
        if (text.All(static digit => digit == '9'))
        {
            var longer = Text(number + 2);
            return ($"{start}all 9\n{longer}", longer);
        }

        var half = text[..((text.Length + 1) / 2)];
        var mirrored = Mirror(half, text.Length);
        var mirroredNumber = int.Parse(mirrored, CultureInfo.InvariantCulture);
        // Whether the middle is doubled depends on the length, which therefore comes first.
        start += $"len {text.Length} half {half} mirror {mirrored}\n{Compare(mirroredNumber, number)}";
        if (mirroredNumber > number)
        {
            return (start + mirrored, mirrored);
        }

        var next = int.Parse(half, CultureInfo.InvariantCulture) + 1;
        var result = Mirror(Text(next), text.Length);
        return ($"{start}{Add(next - 1, 1)}len {text.Length} half {next} mirror {result}\n{result}", result);
    }

    private static string Mirror(string half, int length) => half + Spelling.Reverse(half[..(length / 2)]);
}
