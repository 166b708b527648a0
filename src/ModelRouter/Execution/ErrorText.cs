namespace ModelRouter;

/// <summary>A failure as it may be logged and stored: its type, and the HTTP status where there is one.</summary>
/// <remarks>Never its message: providers quote in it what they were sent, prompts and keys included.</remarks>
internal static class ErrorText
{
    internal static string Of(Exception exception) => exception is HttpRequestException { StatusCode: { } status }
        ? $"{exception.GetType().Name}: HTTP {(int)status}"
        : exception.GetType().Name;
}
