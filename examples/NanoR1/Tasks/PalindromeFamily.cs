namespace NanoR1;

/// <summary>Does a number or word read the same from both ends?</summary>
internal sealed class PalindromeFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "palindrome");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "palindrome");

    public string Name => "palindrome";

    public double Weight => 1.5;

    public Exercise Create(Random random, Split split, string language)
    {
        var word = Wording.Draw(random, split, Make, static word => $"palindrome {word}");
        var korean = language == "ko";
        var number = char.IsAsciiDigit(word[0]);
        var kind = korean ? number ? "숫자" : "단어" : number ? "number" : "word";
        var prompt = Carriers.Say(
            random,
            split,
            language,
            korean ? Korean : English,
            korean ? KoreanCores.Palindrome : EnglishCores.Palindrome,
            ("w", word),
            ("kind", kind),
            ("k가", Wording.Particle(kind, "이", "가")),
            ("는", Wording.Particle(word, "은", "는")),
            ("가", Wording.Particle(word, "이", "가")),
            ("를", Wording.Particle(word, "을", "를")));
        var yes = Spelling.IsPalindrome(word);
        return new(Name, language, Wording.Vary(random, language, prompt), Think(word), korean ? yes ? "예" : "아니요" : yes ? "yes" : "no");
    }

    /// <summary>Half palindromes; the others differ first in any of their pairs, each as likely, and half of those in no other.</summary>
    private static string Make(Random random)
    {
        var number = random.Next(2) == 0;
        var length = number ? Wording.Short(random, 2, 6) : Wording.Short(random, 3, 8);
        var letters = (number ? Words.Digits(random, length) : Words.Any(random, length, length)).ToCharArray();
        var yes = random.Next(2) == 0;
        var different = random.Next(length / 2);
        var onlyThere = random.Next(2) == 0;
        for (var at = 0; at < length / 2; at++)
        {
            var end = length - 1 - at;
            if (yes || at < different || (at > different && onlyThere))
            {
                letters[end] = letters[at];
            }

            while (!yes && at == different && letters[at] == letters[end])
            {
                letters[random.Next(2) == 0 ? at : end] = number ? (char)('1' + random.Next(9)) : (char)('a' + random.Next(26));
            }
        }

        return new(letters);
    }

    /// <summary>The pairs from outside, <c>AGnn= BFda-</c>, up to one whose letters differ.</summary>
    private static string Think(string word)
    {
        var pairs = new List<string>();
        for (var at = 0; at < word.Length / 2; at++)
        {
            var end = word.Length - 1 - at;
            var same = word[at] == word[end];
            pairs.Add($"{Spelling.Label(at)}{Spelling.Label(end)}{word[at]}{word[end]}{(same ? '=' : '-')}");
            if (!same)
            {
                break;
            }
        }

        return $"palindrome {word}\n{Spelling.Labelled(word)}\n{string.Join(' ', pairs)}\n{(Spelling.IsPalindrome(word) ? "yes" : "no")}";
    }
}
