using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Writes refusals as the texts that they were: most clients leave <see cref="ErrorContent"/> out.</summary>
internal static class RefusalFit
{
    internal static ChatMessage[] Apply(ChatMessage[] messages)
    {
        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            copy.Take(Apply(message));
        }

        return copy.ToArray();
    }

    /// <summary>The message itself if it holds no refusal.</summary>
    internal static ChatMessage Apply(ChatMessage message)
    {
        List<AIContent>? contents = null;
        for (var i = 0; i < message.Contents.Count; i++)
        {
            if (message.Contents[i] is ErrorContent refusal)
            {
                contents ??= [.. message.Contents];
                contents[i] = new TextContent(refusal.Message) { Annotations = refusal.Annotations, AdditionalProperties = refusal.AdditionalProperties };
            }
        }

        return contents is null ? message : message.With(contents);
    }
}
