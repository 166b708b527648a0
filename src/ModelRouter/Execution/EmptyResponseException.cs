using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A model ended its answer with neither content nor a tool call; the next model is tried, unless its error (<see cref="ErrorCode"/>) says that the request is at fault.</summary>
public sealed class EmptyResponseException : Exception
{
    /// <summary>The failure of <paramref name="model"/>.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="error">The error that it gave in place of content, if it gave one; not part of the message.</param>
    public EmptyResponseException(string model, string? error = null)
        : this(model, error, null)
    {
    }

    internal EmptyResponseException(string model, string? error, ChatFinishReason? finishReason, string? errorCode = null)
        : base(Describe(model, error, finishReason)) => (Model, Error, FinishReason, ErrorCode) = (model, error, finishReason, errorCode);

    /// <summary>The model's id.</summary>
    public string Model { get; }

    /// <summary>The error that it gave in place of content, in the provider's words, which may quote the request; <see langword="null"/> if it gave none.</summary>
    public string? Error { get; }

    /// <summary>The provider's code for that error, such as <c>rate_limit_exceeded</c>; <see langword="null"/> if it gave none.</summary>
    public string? ErrorCode { get; }

    /// <summary>Why it ended, if it said so: with <see cref="ChatFinishReason.Length"/> all the tokens that it might write went into thought that nobody sees.</summary>
    public ChatFinishReason? FinishReason { get; }

    private static string Describe(string model, string? error, ChatFinishReason? finishReason) =>
        $"The model '{model}' gave neither content nor a tool call{(error is not null ? ", but an error." : finishReason == ChatFinishReason.Length ? " before it reached its limit of tokens." : ".")}";
}
