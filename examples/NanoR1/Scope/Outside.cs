namespace NanoR1;

/// <summary>Prompts beyond both models, wide in subject and close in wording.</summary>
internal sealed class Outside : IPromptSource
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public Competence Competence => Competence.Beyond;

    public string Name => "outside";

    public string Say(Random random, Split split, string language)
    {
        var isNear = random.Next(2) == 0;
        var book = (language, isNear) switch
        {
            ("ko", true) => OutsideKorean.Near,
            ("ko", _) => OutsideKorean.General,
            (_, true) => OutsideEnglish.Near,
            _ => OutsideEnglish.General,
        };
        var said = book.Say(random, split, language == "ko" ? KoreanWords(random) : EnglishWords(random));

        // People write in small letters and without a question mark, too.
        return random.Next(4) == 0 ? said.ToLowerInvariant().TrimEnd('?', '.') : said;
    }

    private static (string Name, string Value)[] EnglishWords(Random random) =>
    [
        ("topic", Pick(random, OutsideWords.Topics)), ("thing", Pick(random, OutsideWords.Things)), ("thing2", Pick(random, OutsideWords.Things)),
        ("person", Pick(random, OutsideWords.People)), ("person2", Pick(random, OutsideWords.People)),
        ("place", Pick(random, OutsideWords.Places)), ("place2", Pick(random, OutsideWords.Places)),
        ("noun", Pick(random, OutsideWords.Nouns)), ("noun2", Pick(random, OutsideWords.Nouns)), ("noun3", Pick(random, OutsideWords.Nouns)), ("noun4", Pick(random, OutsideWords.Nouns)),
        ("verb", Pick(random, OutsideWords.Verbs)), ("adj", Pick(random, OutsideWords.Adjectives)),
        ("language", Pick(random, OutsideWords.Languages)), ("code", Pick(random, OutsideWords.Code)), ("day", Pick(random, Days)),
        .. Numbers(random),
    ];

    private static (string Name, string Value)[] KoreanWords(Random random) =>
    [
        ("topic", Pick(random, OutsideWords.KoreanTopics)), ("thing", Pick(random, OutsideWords.KoreanThings)),
        ("person", Pick(random, OutsideWords.KoreanPeople)),
        ("place", Pick(random, OutsideWords.KoreanPlaces)), ("place2", Pick(random, OutsideWords.KoreanPlaces)),
        ("noun", Pick(random, OutsideWords.KoreanNouns)), ("noun2", Pick(random, OutsideWords.KoreanNouns)),
        ("verb", Pick(random, OutsideWords.KoreanVerbs)), ("을", random.Next(2) == 0 ? "을" : "를"),
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
