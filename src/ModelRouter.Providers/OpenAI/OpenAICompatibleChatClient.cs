using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A model behind OpenAI's chat completions, in one of their dialects.</summary>
/// <remarks>
/// The requests go through OpenAI's client; the wire is read and written here, because its types lose what dialects add (thoughts,
/// signatures, usage) and take an answer that was cut off for a whole one. Safe for concurrent use; owns the transport.
/// </remarks>
internal sealed class OpenAICompatibleChatClient(OpenAITransport transport, OpenAIDialect dialect, string model, bool startsInThought) : IChatClient
{
    private const int MaxAnswerBytes = 64 << 20;

    private readonly ChatClientMetadata _metadata = new(dialect.ProviderName, transport.Endpoint, model);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var body = OpenAIRequest.Write(this, dialect, model, messages, options, isStreaming: false);
        using var silence = transport.Wait(isStreaming: false, cancellationToken);
        using var response = await transport.SendAsync(body, isStreaming: false, silence).ConfigureAwait(false);
        var answer = new OpenAIAnswer(dialect, startsInThought);
        var contents = await ReadWholeAsync(response, answer, silence.Token, cancellationToken).ConfigureAwait(false);
        return new(new ChatMessage(ChatRole.Assistant, contents) { MessageId = answer.Id, CreatedAt = answer.CreatedAt })
        {
            ResponseId = answer.Id,
            ModelId = answer.Model ?? model,
            CreatedAt = answer.CreatedAt,
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var body = OpenAIRequest.Write(this, dialect, model, messages, options, isStreaming: true);
        using var response = await BeginAsync(body, cancellationToken).ConfigureAwait(false);
        var events = new OpenAIEventReader(await StreamOfAsync(response, cancellationToken).ConfigureAwait(false));
        var answer = new OpenAIAnswer(dialect, startsInThought);
        while (await NextAsync(events, cancellationToken).ConfigureAwait(false) is { IsDone: false } next)
        {
            // An update without content still tells that the model is at work: on a tool call, for one.
            var update = Update(answer, ReadEvent(next, response, answer));
            answer.SoFar.Tell(update);
            yield return update;
        }

        var rest = answer.Finish();
        if (answer.FinishReason is null)
        {
            throw OpenAIServiceException.Malformed("the stream ended before the answer did.");
        }

        if (answer.Usage is { } usage)
        {
            // Once and here: services repeat it while it grows, and whoever adds the updates up would count it twice.
            rest.Add(new UsageContent(usage));
        }

        // The calls are given now, and count as such.
        answer.SoFar.PendingUnits = 0;
        var last = Update(answer, rest);
        last.FinishReason = answer.FinishReason;
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(HistoryDialect) ? dialect.History.And(ModelFamily.HistoryOf(model))
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(transport.Client) ? transport.Client
            : null;
    }

    public void Dispose() => transport.Dispose();

    private ChatResponseUpdate Update(OpenAIAnswer answer, List<AIContent> contents) => new(ChatRole.Assistant, contents)
    {
        ResponseId = answer.Id,
        MessageId = answer.Id,
        ModelId = answer.Model ?? model,
        CreatedAt = answer.CreatedAt,
    };

    private async ValueTask<PipelineResponse> BeginAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var silence = transport.Wait(isStreaming: true, ct);
        return await transport.SendAsync(body, isStreaming: true, silence).ConfigureAwait(false);
    }

    /// <summary>The body, if it is a stream of events; otherwise it tells of an error, or is of no use.</summary>
    private async ValueTask<Stream> StreamOfAsync(PipelineResponse response, CancellationToken ct)
    {
        var type = response.Headers.TryGetValue("Content-Type", out var header) ? header : null;
        if (type?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true && response.ContentStream is { } stream)
        {
            return stream;
        }

        var answer = new OpenAIAnswer(dialect, startsInThought);
        await ReadWholeAsync(response, answer, ct, ct).ConfigureAwait(false);
        var failure = OpenAIServiceException.Malformed("it is no stream of events.");
        UselessAnswer.Tell(failure, answer.SoFar);
        throw failure;
    }

    private async ValueTask<List<AIContent>> ReadWholeAsync(PipelineResponse response, OpenAIAnswer answer, CancellationToken reading, CancellationToken ct)
    {
        try
        {
            var bytes = await OpenAIBody.ReadAsync(response.ContentStream, MaxAnswerBytes, reading).ConfigureAwait(false);
            var contents = Read(bytes, response, answer, "message");
            contents.AddRange(answer.Finish());
            return contents;
        }
        catch (OpenAIServiceException failure)
        {
            UselessAnswer.Tell(failure, answer.SoFar);
            throw;
        }
        catch (Exception failure) when (transport.IsFailure(failure, ct))
        {
            throw OpenAITransport.Translate(failure);
        }
    }

    private async ValueTask<OpenAIEvent?> NextAsync(OpenAIEventReader events, CancellationToken ct)
    {
        try
        {
            return await events.ReadAsync(ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (transport.IsFailure(failure, ct))
        {
            throw OpenAITransport.Translate(failure);
        }
    }

    private List<AIContent> ReadEvent(OpenAIEvent next, PipelineResponse response, OpenAIAnswer answer)
    {
        try
        {
            return next.IsError ? throw ErrorIn(next.Data, response) : Read(next.Data, response, answer, "delta");
        }
        catch (OpenAIServiceException failure)
        {
            // There may be no update yet that it could stand beside.
            UselessAnswer.Tell(failure, answer.SoFar);
            throw;
        }
    }

    /// <summary>Parses an answer or a piece of one and takes it in.</summary>
    private List<AIContent> Read(ReadOnlyMemory<byte> bytes, PipelineResponse response, OpenAIAnswer answer, string part)
    {
        using var json = Parse(bytes);
        if (OpenAIError.Find(json.RootElement) is { } error)
        {
            throw transport.Refusal(response.Status, error, response.Headers);
        }

        if (OpenAIJson.List(json.RootElement, "choices") is null && OpenAIJson.Object(json.RootElement, "usage") is null)
        {
            throw OpenAIServiceException.Malformed("it holds no choices.");
        }

        try
        {
            return answer.Add(json.RootElement, part);
        }
        catch (InvalidOperationException unreadable)
        {
            // A text that holds half a surrogate pair.
            throw OpenAIServiceException.Malformed("a text in it is damaged.", unreadable);
        }
    }

    private OpenAIServiceException ErrorIn(ReadOnlyMemory<byte> data, PipelineResponse response)
    {
        using var json = Parse(data);
        var error = OpenAIError.Find(json.RootElement)
            ?? (json.RootElement.ValueKind == JsonValueKind.Object ? OpenAIError.Read(json.RootElement) : null);
        return transport.Refusal(response.Status, error, response.Headers);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            // The parser looks at texts only when they are asked for: a damaged name would be one that nobody asks for.
            return Utf8.IsValid(bytes.Span) ? JsonDocument.Parse(bytes) : throw OpenAIServiceException.Malformed("it is not UTF-8.");
        }
        catch (JsonException wrong)
        {
            throw OpenAIServiceException.Malformed("it is no JSON.", wrong);
        }
    }
}
