namespace ModelRouter.Providers;

/// <summary>What services write, in code, type or message, where a conversation is longer than the model's context.</summary>
internal static class ContextLengthText
{
    public static readonly string[] Phrases =
    [
        "context_length_exceeded", "exceed_context_size", "context_window", "maximum context length", "model's context length",
        "context size", "context window", "context limit", "maximum model length", "too long to fit into the model", "tokens_limit_reached",
        "maximum number of tokens allowed", "Range of input length", "prompt is too long", "tokens too long", "too many tokens", "input is too long",
    ];

    /// <summary>True if <paramref name="text"/> says so.</summary>
    public static bool IsIn(string? text) =>
        text is not null && Array.Exists(Phrases, phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
