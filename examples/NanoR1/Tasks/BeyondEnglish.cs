namespace NanoR1;

/// <summary>English questions that the model has to turn down. What is held out is about other things than what is trained.</summary>
internal static class BeyondEnglish
{
    public static Phrasebook Phrases { get; } = Phrasings.Of("english", "beyond");

    /// <summary>Values for the names in the phrasings; those ending in 2 are for held-out ones.</summary>
    public static IReadOnlyList<(string Name, string[] Values)> Slots { get; } =
    [
        ("thing", Split("apples|cat|dog|house|lemon|moon|tree|car|horse|river|banana|book|pizza|friends|love|winter|cheese|train|garden|flowers|coffee|bird|mother|school|summer|bicycle|ship|bread|chair|teacher|rain|dragons|robot|lemon")),
        ("thing2", Split("dolphin|piano|waffle|windmill|parrot|trumpet|dentist|wolf|raincoat|burger|nephew|ladybug|typewriter|tent")),
        ("topic", Split("gravity|photosynthesis|democracy|inflation|evolution|the Roman Empire|quantum mechanics|climate change|the stock market|chess|electricity|DNA|football|Buddhism|jazz|black holes|economics|the internet|artificial intelligence|volcanoes|philosophy|taxes|marriage|vitamins|chemistry|geometry|history|religion|politics|music")),
        ("topic2", Split("radioactivity|the Renaissance|baseball|ballet|copyright law|surfing|sculpture|string theory|folklore|thermodynamics|globalization|meditation|cryptocurrency|archaeology")),
        ("person", Split("Albert Einstein|Napoleon|Mozart|Marie Curie|Shakespeare|King Sejong|Gandhi|Isaac Newton|Picasso|Plato|Cleopatra|Charles Darwin|Beethoven|Lincoln|Ada Lovelace")),
        ("place", Split("France|Japan|Korea|Seoul|London|Brazil|Egypt|Canada|Italy|Berlin|China|India|Paris|Spain|Mexico|Russia|Tokyo|Africa|Kenya|Peru|Norway|New York")),
        ("place2", Split("Denmark|Morocco|Colombia|Thailand|Prague|Ghana|Ireland|Incheon|Uruguay|Lisbon")),
        ("code", Split("Python|C|Java|JavaScript|Rust|C#|Go|Ruby|Bash")),
        ("code2", Split("Scala|Lua|Fortran|TypeScript|Zig")),
        ("language", Split("French|German|Korean|Spanish|Japanese|Chinese|Italian|Russian")),
        ("weekday", Split("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")),
    ];

    private static string[] Split(string values) => values.Split('|');
}
