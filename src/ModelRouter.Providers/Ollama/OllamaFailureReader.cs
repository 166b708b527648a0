using OllamaSharp.Models.Exceptions;

namespace ModelRouter.Providers;

/// <summary>Understands our provider's exceptions and those of OllamaSharp clients that were added in code.</summary>
internal sealed class OllamaFailureReader : IFailureReader
{
    /// <inheritdoc />
    public ModelFailure? Read(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            ModelDoesNotSupportToolsException => new(ModelFailureKind.Refused),
            ResponseError => new(ModelFailureKind.Server),

            // The library throws it for HTTP 400 and nothing else.
            OllamaException => new(ModelFailureKind.InvalidRequest) { Status = 400 },

            // What it says of a stream that ended before it was done.
            InvalidOperationException { Source: "OllamaSharp" } => new(ModelFailureKind.MalformedAnswer),
            _ => TransportFailure.Read(exception),
        };
    }
}
