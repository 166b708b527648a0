using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A conversation by its turns: a turn is what follows a user's message up to the next one.</summary>
internal sealed class OpenAITurns
{
    private readonly int[] _turns;
    private readonly HashSet<int> _withCalls = [];

    public OpenAITurns(IReadOnlyList<ChatMessage> messages)
    {
        Messages = messages;
        _turns = new int[messages.Count];
        var current = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            // Some callers put a tool's result into a user's message; that goes on with the turn.
            var begins = messages[i].Role == ChatRole.User && !Holds<FunctionResultContent>(messages[i]);
            current += begins ? 1 : 0;
            _turns[i] = current;
            if (messages[i].Role == ChatRole.Assistant && Holds<FunctionCallContent>(messages[i]))
            {
                _withCalls.Add(current);
            }
        }
    }

    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>True if tools were called in the turn of a message.</summary>
    public bool HaveToolCalls(int message) => _withCalls.Contains(_turns[message]);

    private static bool Holds<T>(ChatMessage message) => message.Contents.Any(static content => content is T);
}
