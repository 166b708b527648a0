using System.Net;

namespace ModelRouter;

/// <summary>Decides whose fault a failure is.</summary>
/// <remarks>
/// 400, 413 and 422 are the request's fault, as is an <see cref="ArgumentException"/>: another model would be sent the same.
/// All else is the endpoint's: 401 and 403 (its credentials), 404 (its model's name), 408, 429 and 5xx, transport errors,
/// timeouts (a cancellation that isn't the caller's), and anything unknown, because another model may well succeed.
/// <see cref="ArgumentOutOfRangeException"/> is the endpoint's too: clients throw it on replies that they can't read.
/// </remarks>
internal static class FailureClassifier
{
    internal static FailureKind Classify(Exception exception, CancellationToken callerToken) => exception switch
    {
        OperationCanceledException when callerToken.IsCancellationRequested => FailureKind.Cancelled,
        HttpRequestException
        {
            StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity,
        } => FailureKind.Request,
        ArgumentOutOfRangeException => FailureKind.Endpoint,
        ArgumentException => FailureKind.Request,
        _ => FailureKind.Endpoint,
    };

    /// <summary>True if a provider may have worked, and so billed, before the failure: a wait that was given up on either side.</summary>
    internal static bool MayHaveBeenBilled(Exception? exception) =>
        exception is null or OperationCanceledException or TimeoutException or EmptyResponseException;
}
