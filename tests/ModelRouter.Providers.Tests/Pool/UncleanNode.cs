using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>A node whose streams can't be disposed, whether they say a word or are down.</summary>
internal sealed class UncleanNode(bool isDown) : IChatClient, IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
{
    private int _updates;

    public ChatResponseUpdate Current { get; } = new(ChatRole.Assistant, "Hello");

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => this;

    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public ValueTask<bool> MoveNextAsync() => isDown ? throw new HttpRequestException("down") : new(_updates++ == 0);

    public ValueTask DisposeAsync() => throw new IOException("The connection can't be closed.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
