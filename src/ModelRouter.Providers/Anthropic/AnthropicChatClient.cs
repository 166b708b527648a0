using System.Runtime.CompilerServices;
using Anthropic;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A model of Anthropic's.</summary>
/// <remarks>
/// Safe for concurrent use. Answers are always streamed on the wire, and put together for callers who want them whole: the service
/// refuses long ones otherwise, and the timeout means the same for both.
/// </remarks>
internal sealed class AnthropicChatClient : IChatClient
{
    private readonly HttpClient _http;
    private readonly AnthropicClient _service;
    private readonly AnthropicSettings _settings;
    private readonly IChatClient _client;

    /// <param name="http">The service's connection.</param>
    /// <param name="service">Anthropic's client; both are disposed with this one.</param>
    /// <param name="settings">The model and how to ask it.</param>
    public AnthropicChatClient(HttpClient http, AnthropicClient service, AnthropicSettings settings)
    {
        _http = http;
        _service = service;
        _settings = settings;
        _client = service.AsIChatClient(settings.Model, settings.MaxOutputTokens);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeAnswer.OfAsync(GetStreamingResponseAsync(messages, options, cancellationToken));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var conversation = messages as IReadOnlyList<ChatMessage> ?? messages.ToList();
        var thinking = AnthropicThinking.Choose(_settings, options, conversation);
        var prepared = AnthropicConversation.Prepare(conversation, thinking.KeepsThoughts);
        var request = AnthropicRequests.Create(_settings, thinking, prepared, options);
        var progress = new AnthropicProgress();
        var longWrites = 0L;
        await foreach (var update in _client.GetStreamingResponseAsync(prepared, request, cancellationToken).ConfigureAwait(false))
        {
            if (AnthropicBeginning.Usage(update) is { } beginning)
            {
                longWrites = beginning.AdditionalCounts![ReportedDetails.LongCacheWrite];
            }

            progress.Take(update);
            foreach (var content in update.Contents)
            {
                if (content is TextReasoningContent thought)
                {
                    AnthropicSignature.Mark(thought);
                }
                else if (content is UsageContent usage && longWrites > 0)
                {
                    // Its client tells what was written to the cache, but not for how long, on which the price depends.
                    (usage.Details.AdditionalCounts ??= [])[ReportedDetails.LongCacheWrite] = longWrites;
                }
            }

            yield return update;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? _client.GetService(serviceType, serviceKey)
            : serviceType == typeof(HistoryDialect) ? AnthropicConversation.Dialect
            : serviceType.IsInstanceOfType(this) ? this
            : _client.GetService(serviceType);
    }

    public void Dispose()
    {
        // Their client may leave a connection that it was given to whoever gave it; a second time does nothing.
        _client.Dispose();
        _service.Dispose();
        _http.Dispose();
    }
}
