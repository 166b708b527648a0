namespace NanoR1;

/// <summary>Varies how people put a question, whatever it asks: greetings, thanks, lower case, no full stop.</summary>
internal static class Manners
{
    private static readonly string[] EnglishBefore = ["Hi! ", "Hello! ", "Hello, ", "Hey, ", "Please: ", "Question: ", "OK, ", "Now: ", "Math: ", "So, "];
    private static readonly string[] EnglishAfter = [" Thanks!", " Thanks", " Thank you.", " Please.", " Please!", " Please help.", " I need help."];
    private static readonly string[] KoreanBefore = ["안녕! ", "안녕하세요! ", "질문: ", "저기요, ", "자, ", "그럼 ", "수학: ", "질문이 있어요. ", "하나만 물어볼게. "];
    private static readonly string[] KoreanAfter = [" 부탁해", " 부탁해요.", " 부탁드립니다.", " 고마워", " 감사합니다.", " 알려줘", " 알려 주세요."];

    /// <summary>Leaves most prompts as they are, and all of the held-out phrasings, which are to stay what was written down.</summary>
    public static string Vary(Random random, Split split, string language, string prompt)
    {
        if (split == Split.FreshPhrasings)
        {
            return prompt;
        }

        var korean = string.Equals(language, "ko", StringComparison.Ordinal);
        if (random.Next(10) == 0)
        {
            prompt = Any(random, korean ? KoreanBefore : EnglishBefore) + prompt;
        }

        if (random.Next(12) == 0)
        {
            prompt += Any(random, korean ? KoreanAfter : EnglishAfter);
        }

        if (random.Next(8) == 0)
        {
            prompt = prompt.ToLowerInvariant();
        }

        return random.Next(12) == 0 ? prompt.TrimEnd('?', '.', '!', ' ') : prompt;
    }

    private static string Any(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
