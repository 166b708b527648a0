using Microsoft.Extensions.AI;

namespace NanoR1.Tests;

/// <summary>Knows the questions of one seed: a third it answers rightly, a third wrongly, of a third it never stops thinking.</summary>
internal sealed class ScriptedSolver : IChatClient
{
    private readonly Dictionary<string, (Exercise Exercise, int Index)> _known = new(StringComparer.Ordinal);

    public ScriptedSolver()
    {
        foreach (var language in (string[])["en", "ko"])
        {
            foreach (var split in Enum.GetValues<Split>())
            {
                foreach (var (i, exercise) in Evaluator.Draw(new MachineDiagnosis(), language, split, 90, 3).Index())
                {
                    _known[exercise.Prompt] = (exercise, i);
                }
            }
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (exercise, index) = _known[messages.Single().Text];
        List<AIContent> contents = [new TextReasoningContent(exercise.Thought + "\n")];
        if (index % 3 != 2)
        {
            contents.Add(new TextContent("\n\n" + (index % 3 == 0 ? exercise.Answer : "42")));
        }

        var reason = index % 3 == 2 ? ChatFinishReason.Length : ChatFinishReason.Stop;
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)) { FinishReason = reason });
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
