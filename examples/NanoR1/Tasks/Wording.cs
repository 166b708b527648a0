namespace NanoR1;

/// <summary>What the language families share in putting questions: choices, particles, and the small liberties that people take.</summary>
internal static class Wording
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>Draws problems until one belongs to the split, judged by its canonical line.</summary>
    /// <exception cref="InvalidOperationException">There is hardly one that belongs: hold such a kind out by its phrasings.</exception>
    public static T Draw<T>(Random random, Split split, Func<Random, T> make, Func<T, string> canonical)
    {
        for (var attempt = 0; attempt < 2000; attempt++)
        {
            var problem = make(random);
            if (HeldOut.Belongs(canonical(problem), split))
            {
                return problem;
            }
        }

        throw new InvalidOperationException($"2,000 draws gave no problem of the split {split}.");
    }

    /// <summary>A length between two bounds, the shorter the likelier: short copies have to be learned first.</summary>
    public static int Short(Random random, int least, int most)
    {
        var first = random.Next(least, most + 1);
        return random.Next(2) == 0 ? first : Math.Min(first, random.Next(least, most + 1));
    }

    /// <summary>Now and then drops the last mark, the first capital, or adds a polite word.</summary>
    public static string Vary(Random random, string language, string text)
    {
        var chance = random.Next(100);
        return chance switch
        {
            < 10 => text.TrimEnd('?', '.', '!'),
            < 18 => char.ToLowerInvariant(text[0]) + text[1..],
            < 24 => char.ToLowerInvariant(text[0]) + text[1..].TrimEnd('?', '.', '!'),
            < 27 => (language == "ko" ? "질문: " : "Question: ") + text,
            < 30 => (language == "ko" ? "안녕하세요! " : "Hi! ") + text,
            < 33 when text[^1] is '?' or '.' => text + (language == "ko" ? " 알려 주세요." : " Please tell me."),
            _ => text,
        };
    }

    /// <summary>Chooses the Korean particle that fits the end of a word: Hangul, or digits as they are read. Latin words are taken for open.</summary>
    public static string Particle(string word, string closed, string open)
    {
        var last = word[^1];
        return last switch
        {
            >= '가' and <= '힣' => (last - '가') % 28 != 0 ? closed : open,
            '0' or '1' or '3' or '6' or '7' or '8' or 'l' or 'm' or 'n' => closed,
            _ => open,
        };
    }
}
