namespace ModelRouter.LlamaCpp;

/// <summary>A model has no chat template, or one that llama.cpp does not know.</summary>
public sealed class ChatTemplateException : LlamaException
{
    /// <summary>An error that <paramref name="message"/> explains.</summary>
    public ChatTemplateException(string message)
        : base(message)
    {
    }
}
