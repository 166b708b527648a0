using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Loads a self-hosted model at its first call, with a bar; so the model that takes over from a failed one shows it too.</summary>
/// <param name="inner">The client to ask.</param>
/// <param name="engine">The engine behind it.</param>
/// <param name="model">The model's id.</param>
/// <param name="terminal">Where the bar is shown.</param>
internal sealed class LoadingChatClient(IChatClient inner, LlamaChatClient engine, string model, Terminal terminal) : DelegatingChatClient(inner)
{
    /// <summary>The model's file.</summary>
    public string ModelPath => engine.ModelPath;

    /// <summary>How long loading took; <see langword="null"/> until it is done.</summary>
    public TimeSpan? LoadTime { get; private set; }

    public Task LoadAsync(CancellationToken ct) => LoadAsync(engine.LoadAsync, ct);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await LoadAsync(engine.LoadForCallAsync, cancellationToken).ConfigureAwait(false);
        return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await LoadAsync(engine.LoadForCallAsync, cancellationToken).ConfigureAwait(false);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }

    private async Task LoadAsync(Func<IProgress<float>, CancellationToken, Task> load, CancellationToken ct)
    {
        if (engine.Info is null)
        {
            var start = TimeProvider.System.GetTimestamp();
            await LoadDisplay.RunAsync(terminal, model, load, ct).ConfigureAwait(false);
            LoadTime = TimeProvider.System.GetElapsedTime(start);
        }
    }
}
