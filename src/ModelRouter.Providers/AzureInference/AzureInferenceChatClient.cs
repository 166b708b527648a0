using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.AI.Inference;
using Azure.Core;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A chat client for endpoints of the Azure AI Inference API.</summary>
/// <remarks>
/// <para><b>The service is retired (August 2026).</b> Its successor is the OpenAI API at an Azure AI Foundry resource's <c>/openai/v1</c>, which
/// the provider <c>openai</c> reaches; this client is for endpoints that have not moved yet.</para>
/// <para>The typed models of Azure.AI.Inference drop thoughts and the details of usage, so requests and answers are JSON of our own that
/// goes through that client's pipeline, with its authentication, policies and traces and without its retries.
/// <see cref="ChatOptions.AdditionalProperties"/> become parameters of the request, also such as the API doesn't define
/// (<c>extra-parameters: pass-through</c>).</para>
/// <para>Failures: <see cref="RequestFailedException"/> by the service or the connection, <see cref="InvalidDataException"/> for an answer that is
/// damaged or ends before it is finished, <see cref="NotSupportedException"/> for what the API has no form for. Their messages quote
/// neither the request nor the service's own text. Safe for concurrent use.</para>
/// </remarks>
public sealed class AzureInferenceChatClient : IChatClient
{
    private readonly AzureInferenceOptions _options;
    private readonly AzureTransport _transport;
    private readonly ChatClientMetadata _metadata;

    /// <summary>A client that authenticates with a key.</summary>
    /// <param name="endpoint">The API's address, such as <c>https://resource.services.ai.azure.com/models</c>.</param>
    /// <param name="key">The endpoint's key.</param>
    /// <param name="options">Defaults if <see langword="null"/>.</param>
    public AzureInferenceChatClient(Uri endpoint, AzureKeyCredential key, AzureInferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(key);
        _options = options?.Copy() ?? new();
        _transport = new(new(endpoint, key, AzureTransport.ClientOptions(_options)), endpoint, _options);
        _metadata = Describe(endpoint, _options);
    }

    /// <summary>A client that authenticates with tokens, which Azure.Core sends over https only.</summary>
    /// <param name="endpoint">The API's address, such as <c>https://resource.services.ai.azure.com/models</c>.</param>
    /// <param name="credential">Gives the tokens.</param>
    /// <param name="options">Defaults if <see langword="null"/>.</param>
    public AzureInferenceChatClient(Uri endpoint, TokenCredential credential, AzureInferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        _options = options?.Copy() ?? new();
        var scoped = _options.TokenScope is { } scope ? new ScopedCredential(credential, scope) : credential;
        _transport = new(new(endpoint, scoped, AzureTransport.ClientOptions(_options)), endpoint, _options);
        _metadata = Describe(endpoint, _options);
    }

    /// <inheritdoc />
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = AzureRequest.Write(messages, options, _options, stream: false);
        using var silence = _transport.Wait(isStreaming: false, cancellationToken);
        using var message = await _transport.SendAsync(request, silence).ConfigureAwait(false);
        using var answer = await _transport.ReadJsonAsync(message, silence).ConfigureAwait(false);
        return AzureAnswer.Read(answer.RootElement, _options.ThinkTags);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = AzureRequest.Write(messages, options, _options, stream: true);
        using var message = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        if (message.Response.Headers.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw await NoStreamAsync(message, cancellationToken).ConfigureAwait(false);
        }

        using var body = AzureTransport.BodyOf(message);
        var answer = new AzureAnswerStream(_options.ThinkTags);
        await foreach (var data in AzureEvents.ReadAsync(body, cancellationToken).ConfigureAwait(false))
        {
            if (Add(answer, data) is { } update)
            {
                answer.SoFar.Tell(update);
                yield return update;
            }
        }

        // A connection that closes early looks like an end; only the service's word makes an answer whole.
        answer.ThrowIfUnfinished();
        if (answer.Usage is { } usage)
        {
            // Once and here: models repeat it while it grows, and whoever adds the updates up would count it twice.
            yield return new(Microsoft.Extensions.AI.ChatRole.Assistant, [new UsageContent(usage)]) { ResponseId = answer.Id, MessageId = answer.Id };
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(HistoryDialect) ? ModelFamily.HistoryOf(_options.Model)
            : serviceType == typeof(ChatCompletionsClient) ? _transport.Client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Does nothing: connections belong to the transport, which clients share.</summary>
    public void Dispose()
    {
    }

    private async ValueTask<HttpMessage> BeginAsync(JsonObject request, CancellationToken ct)
    {
        using var silence = _transport.Wait(isStreaming: true, ct);
        return await _transport.SendAsync(request, silence).ConfigureAwait(false);
    }

    /// <summary>What a whole answer in place of a stream means: the error that it tells of, or that it is of no use, and on the bill all the same.</summary>
    private async ValueTask<Exception> NoStreamAsync(HttpMessage message, CancellationToken ct)
    {
        using var silence = _transport.Wait(isStreaming: false, ct);
        using var json = await _transport.ReadJsonAsync(message, silence).ConfigureAwait(false);
        var answer = AzureAnswer.Read(json.RootElement, _options.ThinkTags);
        var failure = AzureAnswer.Damaged("it is no stream of events");
        UselessAnswer.Tell(failure, new() { Usage = answer.Usage });
        return failure;
    }

    private static ChatResponseUpdate? Add(AzureAnswerStream answer, ReadOnlyMemory<byte> data)
    {
        using var json = Parse(data);
        try
        {
            return answer.Add(json.RootElement);
        }
        catch (Exception failure)
        {
            // There may be no update yet that it could stand beside.
            UselessAnswer.Tell(failure, answer.SoFar);
            throw;
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            return JsonDocument.Parse(data);
        }
        catch (JsonException wrong)
        {
            throw AzureAnswer.Damaged("an event is no JSON", wrong);
        }
    }

    private static ChatClientMetadata Describe(Uri endpoint, AzureInferenceOptions options) => new("azure.ai.inference", endpoint, options.Model);
}
