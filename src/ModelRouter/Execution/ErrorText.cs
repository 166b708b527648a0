namespace ModelRouter;

/// <summary>A failure as it may be logged and stored: its type, and the HTTP status or the limit where there is one.</summary>
/// <remarks>Never its message: providers quote in it what they were sent, prompts and keys included.</remarks>
internal static class ErrorText
{
    internal static string Of(Exception exception, int? status = null) =>
        (status ?? (int?)(exception as HttpRequestException)?.StatusCode) is { } code
            ? $"{exception.GetType().Name}: HTTP {code}"
            : exception is ModelTimeoutException timeout ? $"{nameof(ModelTimeoutException)}: {timeout.Limit}" : exception.GetType().Name;

    /// <summary>A failure as people and agents may be told: the router's own words, which quote nobody, and of others what may be logged.</summary>
    internal static string Told(Exception exception) =>
        IsOwn(exception) ? exception.Message : Of(exception);

    /// <summary>True if its message is the router's own and quotes nobody.</summary>
    internal static bool IsOwn(Exception exception) => exception is NoEligibleModelException or AllModelsFailedException or UnknownModelException;
}
