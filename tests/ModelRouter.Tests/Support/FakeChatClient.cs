using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>A client made of callbacks; whichever form of call is used, it counts calls and keeps what it was sent.</summary>
internal sealed class FakeChatClient : IChatClient
{
    public Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, IEnumerable<ChatResponseUpdate>>? Updates { get; set; }

    public Func<CancellationToken, Task>? Before { get; set; }

    public Func<Type, object?>? Service { get; set; }

    public Action? OnDispose { get; set; }

    public int Calls { get; private set; }

    public int Disposals { get; private set; }

    public int EnumeratorDisposals { get; private set; }

    public List<ChatMessage[]> Received { get; } = [];

    public List<ChatOptions?> ReceivedOptions { get; } = [];

    /// <summary>A client that answers with a text, and with usage if given.</summary>
    public static FakeChatClient Saying(string text, UsageDetails? usage = null) => new()
    {
        Updates = (_, _, _) =>
        {
            var updates = new List<ChatResponseUpdate> { new(ChatRole.Assistant, ""), new(ChatRole.Assistant, text) };
            if (usage is not null)
            {
                updates.Add(new(ChatRole.Assistant, [new UsageContent(usage)]));
            }

            return updates;
        },
    };

    public static FakeChatClient Throwing(Func<Exception> exception) => new() { Updates = (_, _, _) => throw exception() };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Receive(messages, options);
        if (Before is not null)
        {
            await Before(cancellationToken);
        }

        return Updates!(messages, options, cancellationToken).ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Receive(messages, options);
        try
        {
            if (Before is not null)
            {
                await Before(cancellationToken);
            }

            foreach (var update in Updates!(messages, options, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return update;
            }
        }
        finally
        {
            EnumeratorDisposals++;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => Service?.Invoke(serviceType);

    public void Dispose()
    {
        Disposals++;
        OnDispose?.Invoke();
    }

    private void Receive(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Calls++;
        Received.Add([.. messages]);
        ReceivedOptions.Add(options);
    }
}
