namespace ModelRouter.LlamaCpp;

/// <summary>A failure after which the same request may succeed.</summary>
/// <param name="message">What happened, as the beginning of a sentence.</param>
/// <param name="innerException">What it was made of.</param>
/// <param name="wait">How long the server asked to wait.</param>
internal sealed class LostConnectionException(string message, Exception? innerException = null, TimeSpan? wait = null)
    : Exception(message, innerException)
{
    public TimeSpan? Wait { get; } = wait;
}
