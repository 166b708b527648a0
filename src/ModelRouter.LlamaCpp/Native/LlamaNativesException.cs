namespace ModelRouter.LlamaCpp;

/// <summary>llama.cpp's native libraries are absent, of another version, or can't be loaded; the message says what brings them.</summary>
public sealed class LlamaNativesException : LlamaException
{
    /// <summary>An error that <paramref name="message"/> explains.</summary>
    public LlamaNativesException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
