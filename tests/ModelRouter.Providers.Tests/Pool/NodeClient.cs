using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>A node that answers as it is told to and counts how often it was asked.</summary>
internal sealed class NodeClient : IChatClient
{
    /// <summary>Runs before an answer; may throw, or wait.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs in the middle of a stream.</summary>
    public Func<Task> Between { get; set; } = static () => Task.CompletedTask;

    public string Text { get; set; } = "Hello there";

    /// <summary>Whether it gives null instead of an answer or an update, as nobody may.</summary>
    public bool GivesNull { get; set; }

    /// <summary>What its disposal throws.</summary>
    public Exception? AtDisposal { get; set; }

    /// <summary>Updates without content before a stream's first.</summary>
    public int Silent { get; set; }

    /// <summary>What an answer begins with, if anything went wrong in it.</summary>
    public ErrorContent? Error { get; set; }

    /// <summary>Why an answer ends, if it says so.</summary>
    public ChatFinishReason? FinishReason { get; set; }

    public int Asked { get; private set; }

    /// <summary>The model that it was asked for last.</summary>
    public string? Model { get; private set; }

    public bool IsDisposed { get; private set; }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (Asked, Model) = (Asked + 1, options?.ModelId);
        await Before(cancellationToken);
        return GivesNull ? null! : new(new ChatMessage(ChatRole.Assistant, [.. Error is null ? (AIContent[])[] : [Error], new TextContent(Text)])) { Usage = new() { InputTokenCount = 10, OutputTokenCount = 100 }, FinishReason = FinishReason };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (Asked, Model) = (Asked + 1, options?.ModelId);
        yield return GivesNull ? null! : new(ChatRole.Assistant, "");
        await Before(cancellationToken);
        if (Error is not null)
        {
            yield return new(ChatRole.Assistant, [Error]);
        }

        for (var i = 0; i < Silent; i++)
        {
            yield return new(ChatRole.Assistant, (IList<AIContent>)[]);
        }

        foreach (var word in Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return new(ChatRole.Assistant, word + " ");
            await Between();
        }

        yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 100 })]) { FinishReason = FinishReason };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        IsDisposed = true;
        if (AtDisposal is not null)
        {
            throw AtDisposal;
        }
    }
}
