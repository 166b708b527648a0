using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Storage.Tests;

/// <summary>A client that answers, reports no usage, fails or breaks off as chance will have it.</summary>
internal sealed class RandomModel(Random random) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var (fate, words, usage) = (random.Next(6), random.Next(1, 6), random.Next(3));
        if (fate == 0)
        {
            throw new HttpRequestException("down", null, System.Net.HttpStatusCode.ServiceUnavailable);
        }

        if (usage == 0)
        {
            yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = random.Next(5_000), OutputTokenCount = 1 })]);
        }

        for (var i = 0; i < words; i++)
        {
            yield return new(ChatRole.Assistant, [random.Next(2) == 0 ? new TextContent("word 단어 ") : new TextReasoningContent("hm, ")]);
            if (fate == 1)
            {
                throw new IOException("broke off");
            }
        }

        if (usage > 0)
        {
            var input = random.Next(5_000);
            yield return new(ChatRole.Assistant, [new UsageContent(new()
            {
                InputTokenCount = input, CachedInputTokenCount = random.Next(input + 1), OutputTokenCount = random.Next(3_000), ReasoningTokenCount = random.Next(500),
            })]);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
