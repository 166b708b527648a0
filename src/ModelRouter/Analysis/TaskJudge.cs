namespace ModelRouter;

/// <summary>Weighs cues and shape into a task, a domain and a difficulty.</summary>
internal static class TaskJudge
{
    private const int CodeIsSoftware = 3;

    // Of equal scores the more definite task wins; the order is from definite to vague.
    private static readonly PromptTask[] Order =
    [
        PromptTask.Translation, PromptTask.Classification, PromptTask.Extraction, PromptTask.Summarization, PromptTask.Rewriting, PromptTask.Code, PromptTask.Math,
        PromptTask.CreativeWriting, PromptTask.Planning, PromptTask.Reasoning, PromptTask.Knowledge, PromptTask.Chat,
    ];

    internal static PromptTask Task(in Tally tally)
    {
        var best = PromptTask.Chat;
        var bestScore = 0;
        foreach (var task in Order)
        {
            var score = tally.Tasks[(int)task] + (task == PromptTask.Math ? MathShape(tally) : 0);
            if (score > bestScore)
            {
                (best, bestScore) = (task, score);
            }
        }

        // A question without any cue asks for a fact more often than for small talk.
        return bestScore == 0 && tally.QuestionMarks > 0 && tally.LetterCount > 0 ? PromptTask.Knowledge : best;
    }

    internal static PromptDomain Domain(PromptTask task, in Tally tally)
    {
        var best = PromptDomain.Everyday;
        var bestScore = 0;
        for (var i = 0; i < 8; i++)
        {
            // Code is about software even when the data that it works on are another field's.
            var score = tally.Domains[i] + (task == PromptTask.Code && i == (int)PromptDomain.Software ? CodeIsSoftware : 0);
            if (score > bestScore)
            {
                (best, bestScore) = ((PromptDomain)i, score);
            }
        }

        return best;
    }

    /// <summary>The task's average, moved by hard and easy words, by length and by how many numbers have to be kept in mind.</summary>
    internal static double Difficulty(PromptTask task, PromptDomain domain, in Tally tally, long requestTokens)
    {
        var difficulty = BaseDifficulty(task);
        difficulty += 0.05 * Math.Clamp(tally.Difficulty, -4, 8);
        difficulty += 0.04 * Math.Clamp(Math.Log2(Math.Max(1, requestTokens) / 24.0), -2, 6);
        difficulty += domain is PromptDomain.Everyday ? 0 : 0.04;
        if (task is PromptTask.Math or PromptTask.Reasoning)
        {
            difficulty += 0.015 * Math.Min(10, tally.Numbers);
        }

        return Math.Clamp(difficulty, 0.02, 1);
    }

    internal static int ExpectedOutput(PromptTask task, long requestTokens) => task switch
    {
        PromptTask.Chat or PromptTask.ToolUse => 100,
        PromptTask.Classification => 15,
        PromptTask.Knowledge => 250,
        PromptTask.Math or PromptTask.Reasoning => 400,
        PromptTask.Code or PromptTask.CreativeWriting or PromptTask.Planning => 600,
        PromptTask.Extraction => (int)Math.Clamp(requestTokens / 3, 40, 1_000),
        PromptTask.Summarization => (int)Math.Clamp(requestTokens / 4, 60, 600),

        // As long as the given text, and a little for what differs between languages.
        _ => (int)Math.Clamp(requestTokens * 12 / 10, 30, 8_000),
    };

    /// <summary>Signs between numbers make mathematics by themselves; numbers only weigh where a word speaks of it too.</summary>
    private static int MathShape(in Tally tally) => (tally.Operators > 0 && tally.Numbers > 1 ? 16 : 0)
        + (Math.Min(tally.Operators, 4) * 4) + (tally.Operators > 0 || tally.Tasks[(int)PromptTask.Math] > 0 ? Math.Min(tally.Numbers, 4) * 6 : 0);

    private static double BaseDifficulty(PromptTask task) => task switch
    {
        PromptTask.Chat => 0.15,
        PromptTask.Classification => 0.2,
        PromptTask.Extraction or PromptTask.Rewriting => 0.25,
        PromptTask.Translation or PromptTask.Summarization or PromptTask.Knowledge => 0.3,
        PromptTask.ToolUse => 0.35,
        PromptTask.CreativeWriting => 0.4,
        PromptTask.Code or PromptTask.Planning => 0.45,
        _ => 0.5,
    };
}
