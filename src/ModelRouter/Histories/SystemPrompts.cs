using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Puts system prompts where a model takes them.</summary>
internal static class SystemPrompts
{
    /// <summary>The instructions in the options if they have to move into the messages, else <see langword="null"/>: clients send them as one
    /// more system prompt.</summary>
    internal static string? Movable(ChatMessage[] messages, SystemPromptRule rule, ChatOptions? options)
    {
        if (rule == SystemPromptRule.Allowed || string.IsNullOrWhiteSpace(options?.Instructions))
        {
            return null;
        }

        return rule == SystemPromptRule.MergedIntoUser || Array.Exists(messages, IsSystem) ? options.Instructions : null;
    }

    internal static ChatMessage[] Apply(ChatMessage[] messages, SystemPromptRule rule, string? instructions) => rule switch
    {
        SystemPromptRule.AtStart => Gather(messages, instructions),
        SystemPromptRule.MergedIntoUser => Merge(messages, instructions),
        _ => messages,
    };

    private static ChatMessage[] Gather(ChatMessage[] messages, string? instructions)
    {
        var first = Array.Find(messages, IsSystem) ?? (instructions is null ? null : new(ChatRole.System, (string?)null));
        if (first is null || (instructions is null && IsSystem(messages[0]) && Array.FindLastIndex(messages, IsSystem) == 0))
        {
            return messages;
        }

        var prompt = Begin(instructions);
        var others = new List<ChatMessage>(messages.Length);
        foreach (var message in messages)
        {
            if (IsSystem(message))
            {
                MessageCopy.Join(prompt, message.Contents);
            }
            else
            {
                others.Add(message);
            }
        }

        return [first.With(prompt), .. others];
    }

    private static ChatMessage[] Merge(ChatMessage[] messages, string? instructions)
    {
        if (instructions is null && !Array.Exists(messages, IsSystem))
        {
            return messages;
        }

        var prompt = Begin(instructions);
        var next = 0;
        for (; next < messages.Length && IsSystem(messages[next]); next++)
        {
            MessageCopy.Join(prompt, messages[next].Contents);
        }

        var merged = new List<ChatMessage>(messages.Length + 1);
        if (prompt.Count > 0)
        {
            var user = next < messages.Length && messages[next].Role == ChatRole.User ? messages[next++] : new(ChatRole.User, (string?)null);
            MessageCopy.Join(prompt, user.Contents);
            merged.Add(user.With(prompt));
        }

        // What is said in the middle holds from there on, so it stays there.
        for (; next < messages.Length; next++)
        {
            merged.Add(IsSystem(messages[next]) ? messages[next].With(messages[next].Contents, ChatRole.User) : messages[next]);
        }

        return [.. merged];
    }

    private static List<AIContent> Begin(string? instructions) => instructions is null ? [] : [new TextContent(instructions)];

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System;
}
