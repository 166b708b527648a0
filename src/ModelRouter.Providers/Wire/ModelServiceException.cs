namespace ModelRouter.Providers;

/// <summary>A model's service refused, failed, or sent what is no answer.</summary>
/// <remarks>Its message never quotes the service: services quote in their errors what they were sent, prompts and keys included.</remarks>
public sealed class ModelServiceException : Exception
{
    /// <summary>The failure that <paramref name="message"/> describes.</summary>
    public ModelServiceException(ModelFailure failure, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>What went wrong, as the router understands it.</summary>
    public ModelFailure Failure { get; }

    /// <summary>An answer that is cut short, or not what the protocol says.</summary>
    internal static ModelServiceException Malformed(string problem, Exception? innerException = null) =>
        new(new(ModelFailureKind.MalformedAnswer), problem, innerException);
}
