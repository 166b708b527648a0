namespace ModelRouter.LlamaCpp;

/// <summary>A prompt does not fit into the model's context.</summary>
public sealed class ContextOverflowException : ModelRefusedException
{
    /// <summary>A prompt of <paramref name="promptTokens"/> tokens met a context of <paramref name="contextSize"/>.</summary>
    public ContextOverflowException(int promptTokens, int contextSize)
        : base(
            $"The prompt has {promptTokens} tokens, but the context holds {contextSize} and at least one is needed for the answer. " +
            "Shorten the conversation, or raise ContextSize if the model was trained for more.")
    {
        PromptTokens = promptTokens;
        ContextSize = contextSize;
    }

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; }

    /// <summary>Tokens that one conversation may hold.</summary>
    public int ContextSize { get; }
}
