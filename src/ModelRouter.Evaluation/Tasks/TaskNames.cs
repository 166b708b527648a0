namespace ModelRouter.Evaluation;

/// <summary>Reads what data sets call tasks. Case, spaces, hyphens and underscores don't count.</summary>
public static class TaskNames
{
    private static readonly Dictionary<string, PromptTask> Known = Create();

    /// <summary>The task of a name; <see langword="null"/> if it is none that is known.</summary>
    public static PromptTask? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(Bare(name), out var task) ? task : null;
    }

    private static Dictionary<string, PromptTask> Create()
    {
        var known = Enum.GetValues<PromptTask>().ToDictionary(static task => Bare(task.ToString()), StringComparer.Ordinal);
        (PromptTask Task, string Names)[] others =
        [
            (PromptTask.Chat, "conversation, chitchat, smalltalk, dialogue, open ended chat"),
            (PromptTask.Code, "coding, programming, code generation, debugging, software, sql"),
            (PromptTask.Math, "maths, mathematics, arithmetic, calculation"),
            (PromptTask.Reasoning, "logic, logical reasoning, commonsense, puzzle"),
            (PromptTask.Knowledge, "knowledge qa, qa, stem, humanities, question answering, open qa, factual qa, facts, trivia"),
            (PromptTask.Extraction, "information extraction, ner, closed qa, reading comprehension"),
            (PromptTask.Classification, "classify, sentiment, labelling, labeling, categorization, categorisation"),
            (PromptTask.Summarization, "summarisation, summary, summarize, summarise"),
            (PromptTask.Translation, "translate, machine translation"),
            (PromptTask.Rewriting, "rewrite, paraphrase, paraphrasing, editing, style transfer, grammar"),
            (PromptTask.CreativeWriting, "creative, writing, roleplay, story, poetry, creative generation"),
            (PromptTask.Planning, "plan, agent, planning agent, agentic, brainstorming"),
            (PromptTask.ToolUse, "tool, tools, function calling, tool calling"),
        ];
        foreach (var (task, names) in others)
        {
            foreach (var name in names.Split(", "))
            {
                known.Add(Bare(name), task);
            }
        }

        return known;
    }

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
