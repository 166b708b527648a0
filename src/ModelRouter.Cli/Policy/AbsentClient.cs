using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>The client of a model that is only decided about.</summary>
internal sealed class AbsentClient : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Absent();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Absent();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static InvalidOperationException Absent() => new("This model is only decided about.");
}
