using System.Runtime.CompilerServices;

namespace ModelRouter.SemanticKernel.Tests;

/// <summary>A model that answers by a script, in either form of call, and keeps what it was sent.</summary>
internal sealed class ScriptedModel(Func<IReadOnlyList<ChatMessage>, ChatOptions?, IEnumerable<AIContent>> script) : IChatClient
{
    public List<ChatOptions?> Options { get; } = [];

    public List<string> Texts { get; } = [];

    /// <summary>The name that it tells of its model, as clients of services do.</summary>
    public string? DefaultModelId { get; init; }

    /// <summary>Waited for before each answer.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>Called when it is cancelled.</summary>
    public Action? OnCancelled { get; set; }

    /// <summary>What its streams end with, after all that they say.</summary>
    public Exception? Breaks { get; set; }

    /// <summary>Why its answers end.</summary>
    public ChatFinishReason? FinishReason { get; set; }

    /// <summary>Always says the same, which takes 10 tokens in and 100 out.</summary>
    public static ScriptedModel Saying(string text, string? defaultModelId = null) => new((_, _) => [new TextContent(text)]) { DefaultModelId = defaultModelId };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var contents = Answer(messages, options);
        await BeforeAsync(cancellationToken);
        return new(new ChatMessage(ChatRole.Assistant, [.. contents])) { Usage = Usage(), FinishReason = FinishReason };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var contents = Answer(messages, options);
        await BeforeAsync(cancellationToken);
        foreach (var content in contents)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, [content]);
        }

        if (Breaks is { } broken)
        {
            throw broken;
        }

        yield return new(ChatRole.Assistant, [new UsageContent(Usage())]) { FinishReason = FinishReason };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, DefaultModelId) : null;

    public void Dispose()
    {
    }

    private async Task BeforeAsync(CancellationToken ct)
    {
        await using var registration = ct.Register(() => OnCancelled?.Invoke());
        await Before.WaitAsync(ct);
    }

    private static UsageDetails Usage() => new() { InputTokenCount = 10, OutputTokenCount = 100 };

    private List<AIContent> Answer(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var conversation = messages.ToList();
        lock (Options)
        {
            Options.Add(options);
            Texts.Add(string.Join('\n', conversation.Select(static message => message.Text)));
        }

        return [.. script(conversation, options)];
    }
}
