namespace NanoR1;

/// <summary>Prompts beyond both models, wide in subject and close in wording.</summary>
internal sealed class Beyond : IPromptSource
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public Competence Competence => Competence.Beyond;

    public string Name => "beyond";

    public string Say(Random random, Split split, string language)
    {
        var isNear = random.Next(2) == 0;
        var book = (language, isNear) switch
        {
            ("ko", true) => BeyondKorean.Near,
            ("ko", _) => BeyondKorean.General,
            (_, true) => BeyondEnglish.Near,
            _ => BeyondEnglish.General,
        };
        var said = book.Say(random, split, language == "ko" ? KoreanWords(random) : EnglishWords(random));

        // People write in small letters and without a question mark, too.
        return random.Next(4) == 0 ? said.ToLowerInvariant().TrimEnd('?', '.') : said;
    }

    private static (string Name, string Value)[] EnglishWords(Random random) =>
    [
        ("topic", Pick(random, BeyondWords.Topics)), ("thing", Pick(random, BeyondWords.Things)), ("thing2", Pick(random, BeyondWords.Things)),
        ("person", Pick(random, BeyondWords.People)), ("person2", Pick(random, BeyondWords.People)),
        ("place", Pick(random, BeyondWords.Places)), ("place2", Pick(random, BeyondWords.Places)),
        ("noun", Pick(random, BeyondWords.Nouns)), ("noun2", Pick(random, BeyondWords.Nouns)), ("noun3", Pick(random, BeyondWords.Nouns)),
        ("verb", Pick(random, BeyondWords.Verbs)), ("adj", Pick(random, BeyondWords.Adjectives)),
        ("language", Pick(random, BeyondWords.Languages)), ("code", Pick(random, BeyondWords.Code)), ("day", Pick(random, Days)),
        .. Numbers(random),
    ];

    private static (string Name, string Value)[] KoreanWords(Random random) =>
    [
        ("topic", Pick(random, BeyondWords.KoreanTopics)), ("thing", Pick(random, BeyondWords.KoreanThings)),
        ("person", Pick(random, BeyondWords.KoreanPeople)),
        ("place", Pick(random, BeyondWords.KoreanPlaces)), ("place2", Pick(random, BeyondWords.KoreanPlaces)),
        ("noun", Pick(random, BeyondWords.KoreanNouns)), ("noun2", Pick(random, BeyondWords.KoreanNouns)),
        ("verb", Pick(random, BeyondWords.KoreanVerbs)), ("을", random.Next(2) == 0 ? "을" : "를"),
        .. Numbers(random),
    ];

    private static (string Name, string Value)[] Numbers(Random random) =>
    [
        ("n", Number(random)), ("n2", Number(random)), ("n3", Number(random)), ("n4", Number(random)),
        ("year", $"{random.Next(1700, 2040)}"), ("m", $"{random.Next(1, 13)}"), ("d", $"{random.Next(1, 29)}"),
        ("letter", $"{(char)('a' + random.Next(26))}"),
    ];

    private static string Number(Random random) => $"{random.Next(random.Next(3) switch { 0 => 10, 1 => 100, _ => 1_000 })}";

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
