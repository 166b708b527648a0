using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Azure;
using Azure.AI.Inference;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ModelRouter.Providers;

/// <summary>Sends JSON through the pipeline of the service's own client.</summary>
internal sealed class AzureTransport
{
    // The version that the client of 1.0.0-beta.5 sends, the last one that there was.
    private const string ApiVersion = "2024-05-01-preview";

    private const int LongestAnswer = 64 << 20;
    private const int LongestError = 64 << 10;

    // Of all clients, as Azure's own is.
    private static readonly HttpClientTransport Connections = new(new HttpClient(ServiceHttp.Connections()) { Timeout = Timeout.InfiniteTimeSpan });

    private readonly Uri _address;
    private readonly AzureInferenceOptions _options;

    internal AzureTransport(ChatCompletionsClient client, Uri endpoint, AzureInferenceOptions options)
    {
        (Client, _options) = (client, options);
        var address = new UriBuilder(endpoint);
        address.Path = address.Path.TrimEnd('/') + "/chat/completions";
        address.Query = address.Query.Length == 0 ? $"api-version={ApiVersion}" : address.Query;
        _address = address.Uri;
    }

    internal ChatCompletionsClient Client { get; }

    /// <summary>The options of the service's client: no retries, our timeout, our headers.</summary>
    internal static AzureAIInferenceClientOptions ClientOptions(AzureInferenceOptions options)
    {
        // Its logs hold headers of answers as they come, and services quote there, too.
        var made = new AzureAIInferenceClientOptions { Diagnostics = { IsLoggingEnabled = false }, Transport = Connections };
        options.Configure?.Invoke(made);
        made.RetryPolicy = new RetryPolicy(0);
        made.Retry.NetworkTimeout = options.ReadTimeout ?? options.Timeout;
        if (options.Headers.Count > 0)
        {
            var headers = new Dictionary<string, string>(options.Headers, StringComparer.OrdinalIgnoreCase);
            made.AddPolicy(new AzureHeaderPolicy(headers), HttpPipelinePosition.PerCall);
        }

        return made;
    }

    /// <summary>How long the service may be silent before an answer begins.</summary>
    internal Silence Wait(bool isStreaming, CancellationToken ct) => new(isStreaming ? _options.Timeout : _options.WholeTimeout ?? _options.Timeout, _options.Time, ct);

    /// <summary>Sends a request; the message, whose answer has begun and is not read yet, is the caller's to dispose.</summary>
    /// <exception cref="RequestFailedException">The service refuses, or can't be reached.</exception>
    internal async ValueTask<HttpMessage> SendAsync(JsonObject body, Silence silence)
    {
        var message = Client.Pipeline.CreateMessage();
        try
        {
            message.BufferResponse = false;
            var request = message.Request;
            request.Method = RequestMethod.Post;
            request.Uri.Reset(_address);
            request.Headers.Add("Accept", "application/json, text/event-stream");
            request.Headers.Add("Content-Type", "application/json");
            request.Headers.Add("extra-parameters", "pass-through");
            request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, CompactJson.Options));
            await Client.Pipeline.SendAsync(message, silence.Token).ConfigureAwait(false);
            if (message.Response.Status is < 200 or > 299)
            {
                throw await ReadErrorAsync(message, silence.Caller).ConfigureAwait(false);
            }

            return message;
        }
        catch (Exception exception)
        {
            message.Dispose();
            if (exception is OperationCanceledException && silence.IsTooLong)
            {
                throw TooLong(exception);
            }

            throw;
        }
    }

    /// <summary>The answer's body, to be read as it comes.</summary>
    internal static Stream BodyOf(HttpMessage message) => message.ExtractResponseContent() ?? Stream.Null;

    /// <summary>The whole answer.</summary>
    /// <exception cref="InvalidDataException">It is no JSON.</exception>
    /// <exception cref="TaskCanceledException">It has not come in time, or the caller gave up.</exception>
    internal async ValueTask<JsonDocument> ReadJsonAsync(HttpMessage message, Silence silence)
    {
        ReadOnlyMemory<byte> bytes;
        try
        {
            // Without a limit for whole answers the pipeline's own, between two reads, has to do.
            bytes = await ReadAsync(message, LongestAnswer, _options.WholeTimeout is null ? silence.Caller : silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (silence.IsTooLong)
        {
            throw TooLong(exception);
        }

        if (bytes.Length == LongestAnswer || !Utf8.IsValid(bytes.Span))
        {
            throw AzureAnswer.Damaged("it is too long, or no UTF-8");
        }

        try
        {
            return JsonDocument.Parse(AnswerJson.WithoutMark(bytes));
        }
        catch (JsonException wrong)
        {
            throw AzureAnswer.Damaged("it is no JSON", wrong);
        }
    }

    private static TaskCanceledException TooLong(Exception exception) => new("The service was silent for longer than its Timeout allows.", exception);

    private async ValueTask<RequestFailedException> ReadErrorAsync(HttpMessage message, CancellationToken ct)
    {
        ReadOnlyMemory<byte> body = default;
        using var late = ErrorAnswer.Patience(_options.Timeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            body = await ReadAsync(message, LongestError, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The status says enough where the rest of the error doesn't arrive.
        }

        return AzureInferenceException.Of(message.Response, AnswerJson.WithoutMark(body).Span);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpMessage message, int most, CancellationToken ct)
    {
        using var body = BodyOf(message);
        var buffer = new byte[16 << 10];
        var length = 0;
        while (length < most)
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), ct).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (length == buffer.Length && length < most)
            {
                Array.Resize(ref buffer, Math.Min(most, length * 2));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
