namespace ModelRouter.Providers;

/// <summary>An OpenAI-compatible service refused, failed, or gave what is no answer.</summary>
/// <remarks>The message is ours and quotes nothing of the service's, which may hold the prompt; <see cref="Detail"/> does.</remarks>
public sealed class OpenAIServiceException : Exception
{
    internal OpenAIServiceException(string message, ModelFailure failure, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What it means for the router.</summary>
    public ModelFailure Failure { get; }

    /// <summary>The service's code for it, such as <c>context_length_exceeded</c>; <see langword="null"/> if it gave none.</summary>
    public string? Code { get; internal init; }

    /// <summary>The service's own words, without the key; <see langword="null"/> if there are none. They may quote the prompt, so they
    /// are no part of <see cref="Exception.Message"/> and don't belong in logs.</summary>
    public string? Detail { get; internal init; }

    internal static OpenAIServiceException Malformed(string problem, Exception? innerException = null) =>
        new($"The service's answer can't be used: {problem}", new(ModelFailureKind.MalformedAnswer), innerException);
}
