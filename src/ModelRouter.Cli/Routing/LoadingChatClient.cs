using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Loads a self-hosted model at its first call, with a bar; so the model that takes over from a failed one shows it too.</summary>
internal sealed class LoadingChatClient(LlamaChatClient engine, string model, Terminal terminal) : DelegatingChatClient(engine)
{
    public Task LoadAsync(CancellationToken ct) =>
        engine.Info is null ? LoadDisplay.RunAsync(terminal, model, engine.LoadAsync, ct) : Task.CompletedTask;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }
}
