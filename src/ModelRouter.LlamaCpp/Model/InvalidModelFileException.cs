namespace ModelRouter.LlamaCpp;

/// <summary>A file is no GGUF model, or a damaged one; the message says where it stops making sense.</summary>
public sealed class InvalidModelFileException : LlamaException
{
    /// <summary>The file at <paramref name="path"/> can't be used because of <paramref name="reason"/>.</summary>
    public InvalidModelFileException(string path, string reason, Exception? innerException = null)
        : base($"'{path}' is not a usable GGUF model: {reason}", innerException) => Path = path;

    /// <summary>The file that can't be used, as it was named.</summary>
    public string Path { get; }
}
