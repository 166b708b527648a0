namespace ModelRouter.LlamaCpp;

/// <summary>The llama.cpp engine could not do what it was asked.</summary>
public class LlamaException : Exception
{
    /// <summary>An error that <paramref name="message"/> explains.</summary>
    public LlamaException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
