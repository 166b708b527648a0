using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>An HTTP answer that is an error.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body if it is a JSON object; for classification only, since it may quote what was sent.</param>
/// <param name="RetryAfter">How long the service wants to be left alone.</param>
internal sealed record ErrorAnswer(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    private const int LongestBody = 64 << 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Reads an error, with bounds: whoever fails may fail at saying so.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="timeout">The request's own, within which its status has to be told; or infinite.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ErrorAnswer> ReadAsync(HttpResponseMessage response, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = default(JsonElement);
        using var late = Patience(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var buffer = new byte[LongestBody];
                var length = await stream.ReadAtLeastAsync(buffer, LongestBody, throwOnEndOfStream: false, either.Token).ConfigureAwait(false);
                body = AnswerJson.Parse(buffer.AsSpan(0, length));
            }
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException or ModelServiceException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status has to do.
        }

        return new((int)response.StatusCode, body, ReadRetryAfter(response, time));
    }

    /// <summary>Ends the wait for the body of an error, whose status says enough.</summary>
    public static CancellationTokenSource Patience(TimeSpan timeout, TimeProvider time) =>
        new(timeout == Timeout.InfiniteTimeSpan || timeout / 3 > LongestWait ? LongestWait : timeout / 3, time);

    /// <summary>What 402, Payment Required, means in a message; <see langword="null"/> for every other status, or none.</summary>
    public static string? Unpaid(int? status) => status == 402 ? "the account there has no credit left" : null;

    private static TimeSpan? ReadRetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        TimeSpan? wait = null;
        if (response.Headers.TryGetValues("retry-after-ms", out var texts)
            && double.TryParse(texts.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            wait = TimeSpan.FromMilliseconds(milliseconds);
        }
        else if (response.Headers.RetryAfter is { } header)
        {
            // By the service's own clock where it tells that, so that ours need not be right.
            wait = header.Delta ?? (header.Date - (response.Headers.Date ?? time.GetUtcNow()));
        }

        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
