using System.Globalization;
using Azure;

namespace ModelRouter.Providers;

/// <summary>Understands what clients on Azure.Core throw.</summary>
internal sealed class AzureFailureReader : IFailureReader
{
    private static readonly string[] MillisecondHeaders = ["retry-after-ms", "x-ms-retry-after-ms"];

    /// <inheritdoc />
    public ModelFailure? Read(Exception exception) => exception switch
    {
        AzureInferenceException own => own.Failure,
        RequestFailedException { Status: 0 } failed => new(
            failed.InnerException is OperationCanceledException or TimeoutException ? ModelFailureKind.Timeout : CoreFailureReader.OfConnection(failed)),
        RequestFailedException failed => new(KindOf(failed.Status, failed.ErrorCode, failed.Message))
        {
            Status = failed.Status,
            RetryAfter = failed.GetRawResponse() is { } response ? RetryAfter(response) : null,
        },

        // Several tries, where somebody's own policy makes them; the last one counts.
        AggregateException { InnerExceptions: [.., RequestFailedException last] } => Read(last),
        _ => null,
    };

    /// <summary>What a status means, and where it is used for several things, the error's code or text.</summary>
    internal static ModelFailureKind KindOf(int status, string? code, string text) => status switch
    {
        _ when Says(code, "", "content_filter", "ResponsibleAIPolicyViolation") => ModelFailureKind.ContentFilter,
        400 or 403 or 422 when Says(code, text, "content_filter", "ResponsibleAIPolicyViolation") => ModelFailureKind.ContentFilter,
        400 or 413 or 422 when ContextLengthText.IsIn(code) || ContextLengthText.IsIn(text) => ModelFailureKind.ContextLength,
        400 or 404 when Says(code, "", "unknown_model", "DeploymentNotFound", "model_not_found") => ModelFailureKind.UnknownModel,
        _ => CoreFailureReader.OfStatus(status),
    };

    /// <summary>How long the service wants to be left alone.</summary>
    internal static TimeSpan? RetryAfter(Response response)
    {
        foreach (var name in MillisecondHeaders)
        {
            if (response.Headers.TryGetValue(name, out var text) && Number(text) is { } milliseconds)
            {
                return TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        if (!response.Headers.TryGetValue("Retry-After", out var after))
        {
            return null;
        }

        if (Number(after) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // By the service's own clock, so that ours need not be right.
        return DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            && response.Headers.Date is { } now
            && until > now ? until - now : null;
    }

    // At most a day: what is beyond is no wait but a mistake, and must not overflow.
    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 86_400_000
            ? number
            : null;

    private static bool Says(string? code, string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if ((code?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false) || text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
