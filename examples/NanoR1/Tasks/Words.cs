namespace NanoR1;

/// <summary>Words and numbers to spell.</summary>
internal static class Words
{
    /// <summary>Common English words of 3 to 10 letters.</summary>
    public static IReadOnlyList<string> Common { get; } =
        """
        able about above across action actor address adult advice after again airport album alone also always amount angle animal answer apple april area
        army around arrive artist autumn baby back bacon balance ball banana band bank base basket beach bear beauty because become before begin believe
        bell bicycle bird birthday black blanket blood blue board book bottle bottom bowl branch bread bridge bright bring brother brown bubble bucket
        butter button cabbage cabin camera candle captain career carrot castle cat center chair chance cheese cherry chicken child chocolate church circle
        city class clean clock cloud coffee color common committee computer cookie cool corner cotton country cousin coffee cream dance danger daughter
        decide deep deer degree dinner doctor dog dollar door dragon dream drink eagle early earth east effort eleven engine enough evening every example
        eye face family farmer father feather feel fellow fire fish flower food foot forest forget four freedom friend fruit funny garden garlic giraffe
        girl glass goose grammar grass green happy hammer hat heart heaven hello hill honey horse hotel house hundred island jacket jelly jungle kettle key
        kitchen kitten knee ladder lake lamp lemon lesson letter level library light lion little llama lobster lucky machine mammal mango market matter
        meeting melon memory middle milk million mirror mississippi money monkey moon morning mother mountain music narrow needle noodle noon north
        number ocean office onion open orange order owner oxygen paper parrot pass peach pencil people pepper piano picture pillow pizza planet pocket
        poem potato pretty puppy purple puzzle queen quick rabbit rain raspberry reason river rocket roof rotor sailor salad scissors school season secret
        seven shadow sheep silver sister sleep small snow soccer spoon spring squirrel star station stone story strawberry street student success sugar
        summer sunny sweet table teacher tennis tree tomato tomorrow tooth tower town train travel tunnel turtle umbrella uncle valley village
        violin voice wagon wall water weather weekend wheel whistle willow window winter wood yellow zebra zoo
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length <= 10).Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>A common word, or one that could be, or mere letters.</summary>
    public static string Any(Random random, int least, int most)
    {
        var length = Wording.Short(random, least, most);
        var kind = random.Next(10);
        if (kind < 4)
        {
            var word = random.Pick(Common);
            if (word.Length >= least && word.Length <= most)
            {
                return word;
            }
        }

        return kind < 7 ? Pronounceable(random, length) : Letters(random, length);
    }

    public static string Letters(Random random, int length) =>
        string.Create(length, random, static (span, random) =>
        {
            foreach (ref var letter in span)
            {
                letter = (char)('a' + random.Next(26));
            }
        });

    /// <summary>Digits without a zero at either end, so that both ways of reading are numbers.</summary>
    public static string Digits(Random random, int length) =>
        string.Create(length, random, static (span, random) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                span[at] = (char)('0' + (at == 0 || at == span.Length - 1 ? random.Next(1, 10) : random.Next(10)));
            }
        });

    private static string Pronounceable(Random random, int length)
    {
        var first = random.Next(2);
        return string.Create(length, (random, first), static (span, state) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                var letters = (at + state.first) % 2 == 0 ? "bcdfghklmnprstvwz" : "aeiou";
                span[at] = letters[state.random.Next(letters.Length)];
            }
        });
    }
}
