namespace ModelRouter.Tests;

/// <summary>Labels that tests make again and again.</summary>
internal static class Labels
{
    private static readonly string[] Tasks =
    [
        "Prove that", "Write a poem on", "Translate into Korean:", "Fix this code:", "Summarize", "What is the capital of", "Compute the sum of", "Explain to a child",
    ];

    private static readonly string[] Subjects =
    [
        "the first snow", "prime numbers", "a red-black tree", "contract law", "the heart's valves", "steel welding", "the French revolution", "a cash-flow table",
        "quantum tunnelling", "my garden", "the train to Busan", "sorting integers",
    ];

    /// <summary>Different prompts for different numbers below 96 × 1,000.</summary>
    public static PromptVector Prompt(int i) => PromptEncoder.Default.Encode(Text(i));

    /// <summary>Their texts.</summary>
    public static string Text(int i) =>
        $"{Tasks[i % Tasks.Length]} {Subjects[i / Tasks.Length % Subjects.Length]}{(i >= 96 ? $", in {3 + (i / 96)} steps, case {i * 37}" : "")}.";

    public static OutcomeLabel Of(
        int prompt, double outcome, string? source = null, string model = "a", OutcomeKind kind = OutcomeKind.Feedback, double baseLogit = 0.5, int at = 0) =>
        new(new(Guid.NewGuid(), DateTimeOffset.UnixEpoch.AddSeconds(at), model, Prompt(prompt), baseLogit, source), kind, outcome);
}
