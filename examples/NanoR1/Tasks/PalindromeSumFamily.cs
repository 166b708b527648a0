using System.Globalization;
using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Two palindromic numbers whose sum is one. There are few kinds of this question, each with one pair to learn, so that only
/// phrasings are held out; any right pair counts.</summary>
internal sealed class PalindromeSumFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "palindrome-sum");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "palindrome-sum");

    private static readonly string[] EnglishNumbers = ["", "one", "two", "three", "four", "five"];
    private static readonly string[] KoreanNumbers = ["", "한 ", "두 ", "세 ", "네 ", "다섯 "];

    private static readonly (int Digits, int SumDigits, int First, int Second)[] Kinds =
    [
        (3, 4, 555, 666), (3, 4, 555, 666), (2, 3, 22, 99), (4, 5, 5555, 6666), (2, 2, 22, 33), (3, 3, 121, 232), (4, 4, 1221, 2332),
    ];

    public string Name => "palindrome-sum";

    public double Weight => 0.9;

    public Exercise Create(Random random, Split split, string language)
    {
        var (digits, sumDigits, first, second) = random.Pick(Kinds);
        var korean = language == "ko";
        var words = random.Next(4) == 0;
        string Count(int number) => !words ? Text(number) : korean ? KoreanNumbers[number] : EnglishNumbers[number];
        var prompt = Carriers.Say(random, split, language, korean ? Korean : English, korean ? KoreanCores.PalindromeSum : EnglishCores.PalindromeSum, ("n", Count(digits)), ("m", Count(sumDigits)));
        var sum = Text(first + second);
        var thought = $"palindromes {digits}+{digits}={sumDigits} digits\n{Add(first, second)}{Spelling.Labelled(sum)}\n{sum} reversed {Spelling.Reverse(sum)} same\n{first} and {second}";
        return new(Name, language, Wording.Vary(random, language, prompt), thought, korean ? $"{first}, {second}" : $"{first} and {second}");
    }

    /// <summary>Any pair of the asked digits will do whose sum has the asked digits.</summary>
    public bool IsRight(Exercise exercise, string answer)
    {
        var parts = answer.Trim().Split(exercise.Language == "ko" ? ", " : " and ");
        if (parts.Length != 2 || !parts.All(static part => part.Length is > 0 and < 6 && part[0] != '0' && part.All(char.IsAsciiDigit)))
        {
            return false;
        }

        // The canonical line is "palindromes 3+3=4 digits".
        var asked = exercise.Thought["palindromes ".Length..];
        var sum = Text(int.Parse(parts[0], CultureInfo.InvariantCulture) + int.Parse(parts[1], CultureInfo.InvariantCulture));
        return parts.All(part => part.Length == asked[0] - '0' && Spelling.IsPalindrome(part)) && sum.Length == asked[4] - '0' && Spelling.IsPalindrome(sum);
    }
}
