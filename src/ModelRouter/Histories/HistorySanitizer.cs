using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Writes a conversation, and the options that go with it, in the dialect of the model that continues it.</summary>
/// <remarks>Each step gives back the array that it got if it has nothing to change, so that an ordinary conversation costs no
/// copy. The caller's messages, contents and options are never touched. A conversation that has been through here stays as it
/// is the next time.</remarks>
internal static class HistorySanitizer
{
    /// <summary>The conversation as <paramref name="model"/> takes it.</summary>
    /// <param name="model">The model that is about to be called.</param>
    /// <param name="messages">The conversation as the caller gave it.</param>
    /// <param name="options">The caller's options, whose instructions are a system prompt, too.</param>
    /// <exception cref="ModelRefusedException">It holds what the model can't take and nothing can stand in for.</exception>
    internal static ChatMessage[] MessagesFor(ModelProfile model, ChatMessage[] messages, ChatOptions? options)
    {
        var dialect = model.History;
        var instructions = SystemPrompts.Movable(messages, dialect.SystemPrompt, options);

        // 1 what this model may not see, or can't
        messages = ContentFit.Apply(messages, model);
        messages = RefusalFit.Apply(messages);

        // 2 tool calls: first what they hold, then whose they are, then how they are called
        messages = HalfCharacters.Apply(messages);
        messages = ForeignCalls.Apply(messages, model);
        messages = ToolCallIds.Apply(messages, dialect.ToolCallIds);

        // 3 whole turns; what the steps before have emptied is among them
        messages = EmptyTurnFit.Apply(messages, dialect.EmptyTurns);
        messages = SystemPrompts.Apply(messages, dialect.SystemPrompt, instructions);
        return TurnOrder.Apply(messages, model);
    }

    /// <summary>Takes out of the options what the model doesn't take, or what its messages hold by now.</summary>
    /// <param name="options">A copy of the caller's.</param>
    /// <param name="model">The model that is about to be called.</param>
    /// <param name="messages">The conversation as the caller gave it.</param>
    internal static void Fit(ChatOptions options, ModelProfile model, ChatMessage[] messages)
    {
        if (SystemPrompts.Movable(messages, model.History.SystemPrompt, options) is not null)
        {
            options.Instructions = null;
        }

        if (model.History.Unsupported != UnsupportedOptions.None)
        {
            OptionFit.Apply(options, model.History.Unsupported);
        }
    }
}
