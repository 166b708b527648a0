using System.Net.Sockets;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Understands what any client on <see cref="HttpClient"/> may throw.</summary>
internal static class TransportFailure
{
    /// <summary>What an exception means; <see langword="null"/> if it is none of HTTP's.</summary>
    public static ModelFailure? Read(Exception exception) => exception switch
    {
        ModelServiceException service => service.Failure,
        HttpRequestException http => CoreFailureReader.OfHttp(http),
        IOException or SocketException => new(CoreFailureReader.OfConnection(exception)),

        // HttpClient's own deadline; a caller's cancellation has no such cause.
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException => new(ModelFailureKind.Timeout),
        JsonException => new(ModelFailureKind.MalformedAnswer),
        _ => null,
    };
}
