using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Finds the model that a conversation is with.</summary>
internal static class ConversationModel
{
    /// <summary>The model that wrote the last answer, by its stamp; <see langword="null"/> if there is none,
    /// or it is not the router's.</summary>
    internal static string? Last(ChatMessage[] messages)
    {
        for (var i = messages.Length - 1; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.Assistant)
            {
                return ModelStamp.Read(messages[i]);
            }
        }

        return null;
    }
}
