namespace ModelRouter.LlamaCpp;

/// <summary>A model could not be downloaded; the message says what to do.</summary>
public sealed class ModelDownloadException : IOException
{
    /// <summary>An error that <paramref name="message"/> explains.</summary>
    public ModelDownloadException(ModelDownloadFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why the download failed.</summary>
    public ModelDownloadFailure Failure { get; }
}
