using Anthropic.Exceptions;

namespace ModelRouter.Providers;

/// <summary>Understands our provider's exceptions and those of Anthropic's clients that were added in code.</summary>
/// <remarks>Their exceptions don't keep the headers, so only our provider's failures say when to come again.</remarks>
internal sealed class AnthropicFailureReader : IFailureReader
{
    /// <inheritdoc />
    public ModelFailure? Read(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            // Its own property of that name throws where there is none.
            AnthropicIOException => (exception.InnerException is { } inner ? TransportFailure.Read(inner) : null) ?? new(ModelFailureKind.Transport),
            AnthropicApiException api => new(AnthropicErrors.KindOf((int)api.StatusCode, api.Body.Object("error") ?? default))
            {
                Status = (int)api.StatusCode,
            },
            AnthropicServiceException service => new(AnthropicErrors.KindOf(null, service.Body.Object("error") ?? default)),
            AnthropicInvalidDataException => new(ModelFailureKind.MalformedAnswer),
            AnthropicException => new(ModelFailureKind.Unknown),
            _ => TransportFailure.Read(exception),
        };
    }
}
