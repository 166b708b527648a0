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
        HttpRequestException { StatusCode: { } status } => new(CoreFailureReader.OfStatus((int)status)) { Status = (int)status },
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(ModelFailureKind.MalformedAnswer),
        HttpRequestException or IOException or SocketException => new(ModelFailureKind.Transport),

        // HttpClient's own deadline; a caller's cancellation has no such cause.
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException => new(ModelFailureKind.Timeout),
        JsonException => new(ModelFailureKind.MalformedAnswer),
        _ => null,
    };
}
