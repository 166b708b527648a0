namespace NanoR1;

/// <summary>Ways of asking that fit any problem, shared by all families so that only what is asked tells them apart. Held-out phrasings are
/// left alone: none of them is carried, surrounded or disturbed.</summary>
internal static class Carriers
{
    /// <summary>Longest prompt in bytes that something is put around, so that prompt and thought stay within the context.</summary>
    private const int Most = 150;

    /// <summary>Words a question by the family's phrasebook or by a carrier around one of its cores.</summary>
    public static string Say(
        Random random, Split split, string language, Phrasebook book, Cores cores, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (split == Split.FreshPhrasings || random.Next(100) >= 36)
        {
            return Surround(random, split, language, book.Say(random, split, values), 14);
        }

        var (form, text) = cores.Say(random, values);
        var korean = language == "ko";
        if (form == CoreForm.Question)
        {
            return Surround(random, split, language, text, 60);
        }

        // A sentence begins with a capital, unless with a word or letter that is asked about.
        var capital = char.ToUpperInvariant(text[0]) + text[1..];
        foreach (var (_, value) in values)
        {
            capital = value.Length > 0 && text.StartsWith(value, StringComparison.Ordinal) ? text : capital;
        }

        var prompt = (korean ? KoreanCarriers.Of(form) : EnglishCarriers.Of(form)).Say(
            random,
            Split.Training,
            ("x", text),
            ("X", capital),
            ("은", Wording.Particle(text, "은", "는")),
            ("을", Wording.Particle(text, "을", "를")),
            ("이", Wording.Particle(text, "이", "가")),
            ("이야", Wording.Particle(text, "이야", "야")),
            ("이라고", Wording.Particle(text, "이라고", "라고")));
        return Surround(random, split, language, prompt, 16);
    }

    /// <summary>Puts words before or after a prompt, now and then; in training, also ones that have nothing to do with it.</summary>
    public static string Surround(Random random, Split split, string language, string prompt, int percent)
    {
        if (split == Split.FreshPhrasings || ByteTokenizer.Prompt(prompt).Length > Most)
        {
            return prompt;
        }

        var korean = language == "ko";
        if (random.Next(100) < percent)
        {
            var before = random.Next(5) < 3;
            var words = (before, korean) switch
            {
                (true, true) => KoreanCarriers.Before,
                (true, false) => EnglishCarriers.Before,
                (false, true) => KoreanCarriers.After,
                (false, false) => EnglishCarriers.After,
            };
            var said = words.Say(random, Split.Training);
            prompt = before ? $"{said} {prompt}" : $"{Ended(prompt)} {said}";
        }

        if (split == Split.Training && random.Next(100) < 8)
        {
            var clause = Distraction.Of(random, korean);
            prompt = random.Next(3) > 0 ? $"{clause} {prompt}" : $"{Ended(prompt)} {clause}";
        }

        return prompt;
    }

    private static string Ended(string prompt) => char.IsLetterOrDigit(prompt[^1]) || prompt[^1] == '"' ? prompt + "." : prompt;
}
