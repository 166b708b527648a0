using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>How often a letter stands in a word, and how many letters a word has.</summary>
internal sealed class LettersFamily : ITaskFamily
{
    private static readonly Phrasebook English = Phrasings.Of("english", "letters");

    private static readonly Phrasebook Korean = Phrasings.Of("korean", "letters");

    private static readonly Phrasebook EnglishLength = Phrasings.Of("english", "length");

    private static readonly Phrasebook KoreanLength = Phrasings.Of("korean", "length");

    public string Name => "letters";

    public double Weight => 2;

    public Exercise Create(Random random, Split split, string language)
    {
        var (word, letter) = Wording.Draw(random, split, Make, Canonical);
        var korean = language == "ko";
        var (book, cores) = letter is null
            ? korean ? (KoreanLength, KoreanCores.Length) : (EnglishLength, EnglishCores.Length)
            : korean ? (Korean, KoreanCores.Letters) : (English, EnglishCores.Letters);
        var shown = letter?.ToString() ?? "";
        var prompt = Carriers.Say(
            random,
            split,
            language,
            book,
            cores,
            ("w", word),
            ("l", shown),
            ("이", letter is null ? "" : Wording.Particle(shown, "이", "가")),
            ("은", letter is null ? "" : Wording.Particle(shown, "은", "는")),
            ("을", letter is null ? "" : Wording.Particle(shown, "을", "를")),
            ("이2", Wording.Particle(word, "이", "가")),
            ("은2", Wording.Particle(word, "은", "는")),
            ("을2", Wording.Particle(word, "을", "를")));
        var count = word.Count(other => letter is null || other == letter);
        return new(Name, language, Wording.Vary(random, language, prompt), Think(word, letter), Text(count));
    }

    private static string Canonical((string Word, char? Letter) problem) =>
        problem.Letter is { } letter ? $"count {letter} {problem.Word}" : $"length {problem.Word}";

    private static (string Word, char? Letter) Make(Random random)
    {
        var word = Words.Any(random, 3, 10);
        return random.Next(10) < 3 ? (word, null) : random.Next(5) switch
        {
            0 => (word, random.Pick([.. "abcdefghijklmnopqrstuvwxyz".Except(word)])),
            1 or 2 => (word, random.Pick([.. word.GroupBy(static letter => letter).OrderBy(static group => group.Count()).TakeWhile(static (group, place) => place == 0 || group.Count() == 1).Select(static group => group.Key)])),
            _ => Repeated(random, word),
        };
    }

    /// <summary>Asks for a letter that is there more than once, which such questions are asked for; if there is none, one is put in.</summary>
    private static (string Word, char? Letter) Repeated(Random random, string word)
    {
        if (word.GroupBy(static letter => letter).Where(static group => group.Count() > 1).ToArray() is { Length: > 0 } groups)
        {
            return (word, random.Pick(groups).Key);
        }

        var letters = word.ToCharArray();
        var letter = random.Pick(letters);
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            letters[random.Pick([.. Enumerable.Range(0, letters.Length).Where(place => letters[place] != letter)])] = letter;
        }

        return (new(letters), letter);
    }

    /// <summary>Each letter behind its label; then, as two letters are told to be equal only side by side, the asked one, the outcome and
    /// the count so far: <c>Asr-0 Btr-0 Crr=1</c>. All letters of a word are counted as <c>As1 Bt2 Cr3</c>.</summary>
    private static string Think(string word, char? letter)
    {
        var count = 0;
        var cells = new List<string>();
        foreach (var other in word)
        {
            count += letter is null || other == letter ? 1 : 0;
            var outcome = letter is null ? "" : $"{letter}{(other == letter ? '=' : '-')}";
            cells.Add($"{Spelling.Label(cells.Count)}{other}{outcome}{Text(count)}");
        }

        return $"{Canonical((word, letter))}\n{string.Join(' ', cells)}\n{(letter is null ? "length" : letter.ToString())} {Text(count)}";
    }
}
