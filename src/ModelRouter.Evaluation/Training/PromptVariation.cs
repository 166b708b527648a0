using System.Text;

namespace ModelRouter.Evaluation;

/// <summary>Says a prompt as another person might: with a greeting or thanks, with typing errors, without its last sign. What it asks for stays.</summary>
internal static class PromptVariation
{
    private static readonly string[] Openings =
        ["Hello! ", "Hey, ", "Please ", "Could you help me? ", "Good morning. ", "Quick question: ", "I need your help with this. ", "OK so ", "Hi, "];

    private static readonly string[] Closings =
        [" Thanks!", " thank you", " Please.", " Thanks in advance.", " I'd really appreciate it.", " cheers", "\n\nThank you!"];

    private static readonly string[] KoreanOpenings = ["안녕하세요. ", "저기 ", "혹시 ", "부탁 하나만요. ", "안녕, ", "질문이요! ", "안녕하세요!\n"];

    private static readonly string[] KoreanClosings = [" 고마워!", " 부탁드려요.", " 감사합니다", " 급해요ㅠ", " 부탁해", "\n고맙습니다!"];

    internal static string Of(TaskPrompt prompt, Random random)
    {
        var isKorean = prompt.Language == "ko";
        return random.Next(4) switch
        {
            0 => Any(isKorean ? KoreanOpenings : Openings, random) + prompt.Prompt,
            1 => prompt.Prompt + Any(isKorean ? KoreanClosings : Closings, random),
            2 => WithTypos(prompt.Prompt, random),
            _ => WithTypos(prompt.Prompt.TrimEnd('.', '?', '!'), random),
        };
    }

    private static string Any(string[] texts, Random random) => texts[random.Next(texts.Length)];

    /// <summary>Of every twenty letters one is left out, or changes places with the next.</summary>
    private static string WithTypos(string prompt, Random random)
    {
        const int LettersPerError = 20;
        var text = new StringBuilder(prompt.Length);
        for (var i = 0; i < prompt.Length; i++)
        {
            if (i > 0 && i + 1 < prompt.Length && char.IsLetter(prompt[i]) && char.IsLetter(prompt[i + 1]) && random.Next(LettersPerError) == 0)
            {
                i++;
                text.Append(prompt[i]);
                if (random.Next(2) == 0)
                {
                    text.Append(prompt[i - 1]);
                }
            }
            else
            {
                text.Append(prompt[i]);
            }
        }

        return text.ToString();
    }
}
