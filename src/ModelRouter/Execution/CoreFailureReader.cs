using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Understands what .NET itself throws, and the router's own exceptions.</summary>
/// <remarks>
/// 400, 413 and 422 are the request's fault, as is an <see cref="ArgumentException"/>: another model would be sent the same.
/// <see cref="ArgumentOutOfRangeException"/> is a refusal, since clients throw it on an option beyond their range and on a reply
/// that they can't read alike. An <see cref="OperationCanceledException"/> that isn't the caller's is a timeout.
/// </remarks>
internal sealed class CoreFailureReader : IFailureReader
{
    public ModelFailure? Read(Exception exception) => exception switch
    {
        HttpRequestException http => OfHttp(http),
        OperationCanceledException or TimeoutException => new(ModelFailureKind.Timeout),
        EmptyResponseException empty => new(OfEmpty(empty)),
        JsonException or FormatException or InvalidDataException => new(ModelFailureKind.MalformedAnswer),
        ModelRefusedException or NotSupportedException or ArgumentOutOfRangeException => new(ModelFailureKind.Refused),
        ArgumentException => new(ModelFailureKind.InvalidRequest),
        UnauthorizedAccessException => new(ModelFailureKind.Authentication),
        IOException or SocketException => new(OfConnection(exception)),
        _ => null,
    };

    /// <summary>What an HTTP status means where its body tells nothing.</summary>
    internal static ModelFailureKind OfStatus(int status) => status switch
    {
        400 or 413 or 422 => ModelFailureKind.InvalidRequest,
        401 or 402 or 403 or 407 => ModelFailureKind.Authentication,
        404 or 410 => ModelFailureKind.UnknownModel,
        408 or 504 => ModelFailureKind.Timeout,
        429 => ModelFailureKind.RateLimit,
        503 or 529 => ModelFailureKind.Overload,
        >= 500 => ModelFailureKind.Server,
        _ => ModelFailureKind.Unknown,
    };

    /// <summary>What a failed request means: by its status, or by how far it came.</summary>
    internal static ModelFailure OfHttp(HttpRequestException exception) =>
        exception.StatusCode is { } code
            ? new(OfStatus((int)code)) { Status = (int)code }
            : new(exception.HttpRequestError switch
            {
                HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => ModelFailureKind.MalformedAnswer,
                HttpRequestError.UserAuthenticationError => ModelFailureKind.Authentication,
                _ => OfConnection(exception),
            });

    /// <summary>Whether a connection could not be made, or broke. What isn't surely the former is the latter, since it may be billed.</summary>
    internal static ModelFailureKind OfConnection(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError
                }
                or SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }
                or FileNotFoundException or DirectoryNotFoundException)
            {
                return ModelFailureKind.Unreachable;
            }
        }

        return ModelFailureKind.Transport;
    }

    /// <summary>Clients that give an error as content, as Microsoft's of OpenAI's Responses does with a stream's, throw nothing that a registered reader would know.</summary>
    private static ModelFailureKind OfEmpty(EmptyResponseException empty) => empty.ErrorCode switch
    {
        "content_filter" or "image_content_policy_violation" => ModelFailureKind.ContentFilter,
        "context_length_exceeded" => ModelFailureKind.ContextLength,
        "invalid_prompt" => ModelFailureKind.InvalidRequest,
        "rate_limit_exceeded" or "insufficient_quota" => ModelFailureKind.RateLimit,
        "server_error" => ModelFailureKind.Server,
        _ => empty.FinishReason == ChatFinishReason.Length ? ModelFailureKind.OutputLimit : ModelFailureKind.MalformedAnswer,
    };
}
