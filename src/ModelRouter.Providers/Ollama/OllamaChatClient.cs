using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;

namespace ModelRouter.Providers;

/// <summary>A model that Ollama serves.</summary>
/// <remarks>
/// Safe for concurrent use. Answers are always streamed on the wire, and put together for callers who want them whole: the timeout
/// then means the same for both, and no proxy cuts a connection that is silent while the model thinks.
/// </remarks>
internal sealed class OllamaChatClient : IChatClient
{
    private readonly HttpClient _http;
    private readonly OllamaSettings _settings;
    private readonly IChatClient _client;
    private readonly OllamaProbe _probe;
    private readonly ChatClientMetadata _metadata;

    /// <param name="http">The connection, disposed with this client.</param>
    /// <param name="settings">The model and how to ask it.</param>
    /// <param name="time">The clock.</param>
    public OllamaChatClient(HttpClient http, OllamaSettings settings, TimeProvider time)
    {
        _http = http;
        _settings = settings;
        var wire = new OllamaWire(http, settings.Model, time);
        _client = wire;
        _probe = new(wire, settings.Model);
        _metadata = new("ollama", settings.Address, settings.Model);
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
        var facts = await _probe.GetAsync(cancellationToken).ConfigureAwait(false);
        var request = OllamaRequests.Create(_settings, facts, conversation, options);
        var answer = new OllamaAnswer(_settings.Model, options?.Reasoning?.Output != ReasoningOutput.None);
        await foreach (var line in _client.GetStreamingResponseAsync([], request, cancellationToken).ConfigureAwait(false))
        {
            if (answer.Read((ChatResponseStream)line.RawRepresentation!) is { } update)
            {
                yield return update;
            }
        }

        // The library ends a cancelled stream as if it were whole.
        cancellationToken.ThrowIfCancellationRequested();
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(HistoryDialect) ? ModelFamily.HistoryOf(_settings.Model)
            : serviceType.IsInstanceOfType(this) ? this
            : _client.GetService(serviceType);
    }

    public void Dispose()
    {
        // The library leaves a connection that it was given to whoever gave it.
        _client.Dispose();
        _http.Dispose();
        _probe.Dispose();
    }
}
