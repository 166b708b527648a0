using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>A client whose one stream never has content, and whose clean-up waits until it is let go.</summary>
internal sealed class LingeringClient : IChatClient, IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
{
    private CancellationToken _ct;

    public TaskCompletionSource<bool> Ending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource LetGo { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChatResponseUpdate Current => throw new InvalidOperationException();

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => this;

    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _ct = cancellationToken;
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _ct);
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        Ending.SetResult(true);
        await LetGo.Task;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
