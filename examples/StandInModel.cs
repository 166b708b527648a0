using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Examples;

/// <summary>Stands in for a model that an example can't bring along, such as one in the cloud or DeepSeek-R1: a rule of the example's answers, not a language model.
/// Tokens are counted at four characters each. In an application the service's own client is in its place, and the router can't tell the difference.</summary>
internal sealed class StandInModel(Func<string, IEnumerable<AIContent>> answer) : IChatClient
{
    public static StandInModel Saying(Func<string, string> answer) => new(prompt => [new TextContent(answer(prompt))]);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var conversation = messages.ToList();
        var contents = answer(conversation[^1].Text).ToList();
        var thought = Tokens(contents.OfType<TextReasoningContent>().Sum(static content => content.Text.Length));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            Usage = new()
            {
                InputTokenCount = Tokens(conversation.Sum(static message => message.Text.Length) + (options?.Instructions?.Length ?? 0)),
                OutputTokenCount = thought + Tokens(contents.OfType<TextContent>().Sum(static content => content.Text.Length)),
                ReasoningTokenCount = thought,
            },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static int Tokens(int characters) => (characters + 3) / 4;
}
