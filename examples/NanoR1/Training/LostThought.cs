namespace NanoR1;

/// <summary>Thoughts that went astray and were closed by the engine's budget: the model learns to say so, not to go on with its sums in the answer.</summary>
internal static class LostThought
{
    // As short as can be: what a thought of the whole budget leaves are two dozen tokens.
    public const string Answer = "I don't know.";
    public const string KoreanAnswer = "모르겠습니다.";

    /// <summary>Bytes after which the engine closes a thought; <c>NanoR1Models</c> in the product has the same number.</summary>
    public const int Budget = 335;

    /// <summary>A thought of <paramref name="exercise"/> that doesn't come to its end. It is a part of what is read: going astray isn't learned.</summary>
    /// <param name="exercise">What is asked.</param>
    /// <param name="random">Decides where it goes astray.</param>
    /// <param name="context">Tokens that prompt and completion may have together.</param>
    public static (int[] Prompt, int[] Completion) Of(Exercise exercise, Random random, int context)
    {
        var prompt = ByteTokenizer.Prompt(exercise.Prompt);
        var answer = ByteTokenizer.Completion("", exercise.Language == "ko" ? KoreanAnswer : Answer)[2..];
        var budget = Math.Min(Budget, context - prompt.Length - 1 - answer.Length);
        var full = ByteTokenizer.Completion(exercise.Thought, exercise.Answer);
        var end = Array.IndexOf(full, ByteTokenizer.EndThought);
        var astray = full.Take(random.Next(1, end - 1)).ToList();
        if (random.Next(4) > 0)
        {
            // Most that never end say the same again and again.
            var turn = astray.TakeLast(random.Next(1, 40)).ToList();
            while (astray.Count < budget)
            {
                astray.AddRange(turn);
            }

            astray = astray[..budget];
        }

        return ([.. prompt, .. astray, ByteTokenizer.EndThought], answer);
    }
}
