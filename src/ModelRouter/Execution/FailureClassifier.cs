using System.Net;

namespace ModelRouter;

/// <summary>Decides whose fault a failure is.</summary>
/// <remarks>
/// 400, 413 and 422 are the request's fault, as is an <see cref="ArgumentException"/>: another model would be sent the same.
/// A <see cref="ModelRefusedException"/> or <see cref="NotSupportedException"/> is nobody's: the model is well, but this request
/// is not for it. So is <see cref="ArgumentOutOfRangeException"/>, which clients throw on an option beyond their range and on a
/// reply that they can't read alike.
/// All else is the endpoint's: 401 and 403 (its credentials), 404 (its model's name), 408, 429 and 5xx, transport errors,
/// timeouts (a cancellation that isn't the caller's), and anything unknown, because another model may well succeed.
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
        ModelRefusedException or NotSupportedException or ArgumentOutOfRangeException => FailureKind.Refused,
        ArgumentException => FailureKind.Request,
        _ => FailureKind.Endpoint,
    };

    /// <summary>True if a provider may have worked, and so billed, before the failure: a wait that was given up on either side.</summary>
    internal static bool MayHaveBeenBilled(Exception? exception) =>
        exception is null or OperationCanceledException or TimeoutException or EmptyResponseException;
}
