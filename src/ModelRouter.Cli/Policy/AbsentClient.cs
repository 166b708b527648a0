using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>The client of a model that is only decided about.</summary>
/// <param name="isLocal">Whether it stands for the engine of this process, whose answers come with a confidence that cascades can be planned by.</param>
internal sealed class AbsentClient(bool isLocal = false) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Absent();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Absent();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        isLocal && serviceKey is null && serviceType == typeof(ConfidenceSource) ? ConfidenceSource.Instance : null;

    public void Dispose()
    {
    }

    private static InvalidOperationException Absent() => new("This model is only decided about.");
}
