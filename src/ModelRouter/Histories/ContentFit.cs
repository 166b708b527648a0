using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Takes out of the turns what a model may not be shown: thoughts and objects of other providers, which would be rejected or carry the
/// thoughts past us, and images and audio that it can't see or hear. Turns of unknown origin are foreign.</summary>
/// <remarks>A user's own turns lose their raw objects as well: clients send those instead of what was judged.</remarks>
internal static class ContentFit
{
    private const string UnseenImage = "[An image stood here that this model can't see.]";
    private const string UnheardAudio = "[A recording stood here that this model can't hear.]";

    internal static ChatMessage[] Apply(ChatMessage[] messages, ModelProfile model)
    {
        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            var isForeign = !IsOwn(message, model);
            var losesThoughts = isForeign || model.History.Reasoning == ReasoningEcho.Forbidden;
            if (isForeign && message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
            {
                RefuseUnread(message, model);
            }

            if (!Loses(message, losesThoughts, isForeign, model.Capabilities))
            {
                copy.Keep();
                continue;
            }

            var contents = new List<AIContent>(message.Contents.Count);
            foreach (var content in message.Contents)
            {
                if (Fit(content, losesThoughts, isForeign, model) is { } fitting)
                {
                    contents.Add(fitting);
                }
            }

            if (contents.Count == 0 && message.Role != ChatRole.Assistant)
            {
                copy.Drop();
            }
            else
            {
                // Its object would bring all of it back.
                copy.Take(message.With(contents));
            }
        }

        return copy.ToArray();
    }

    /// <summary>True if <paramref name="model"/> wrote the message.</summary>
    internal static bool IsOwn(ChatMessage message, ModelProfile model) =>
        string.Equals(ModelStamp.Read(message), model.Id, StringComparison.OrdinalIgnoreCase);

    private static bool Loses(ChatMessage message, bool thoughts, bool objects, ModelCapabilities capabilities)
    {
        if (objects && message.RawRepresentation is not null)
        {
            return true;
        }

        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            if ((thoughts && content is TextReasoningContent)
                || (objects && HoldsObject(content))
                || (Needed(content) & ~capabilities) != ModelCapabilities.None)
            {
                return true;
            }
        }

        return false;
    }

    private static AIContent? Fit(AIContent content, bool thoughts, bool objects, ModelProfile model)
    {
        if (thoughts && content is TextReasoningContent)
        {
            return null;
        }

        var missing = Needed(content) & ~model.Capabilities;
        if (content is FunctionResultContent result && (missing != ModelCapabilities.None || (objects && PartsOf(result).Any(HoldsObject))))
        {
            var fit = RawObjects.WithId(result, result.CallId);
            fit.Result = PartsOf(result).Select(part => Fit(part, thoughts: false, objects, model)).OfType<AIContent>().ToList();
            return fit;
        }

        if (missing != ModelCapabilities.None)
        {
            var isAudio = missing == ModelCapabilities.Audio;
            return model.History.Images == UnseenImages.Replaced ? new TextContent(isAudio ? UnheardAudio : UnseenImage)
                : throw new ModelRefusedException(isAudio
                    ? $"The model '{model.Id}' can't hear, and the conversation holds a recording."
                    : $"The model '{model.Id}' can't see, and the conversation holds an image.");
        }

        return objects && content.RawRepresentation is not null ? RawObjects.Remove(content) : content;
    }

    private static bool HoldsObject(AIContent content) =>
        content.RawRepresentation is not null || (content is FunctionResultContent result && PartsOf(result).Any(HoldsObject));

    /// <summary>Refuses what a caller gives as an object alone: nobody has judged that, and left out it would be missed.</summary>
    private static void RefuseUnread(ChatMessage message, ModelProfile model)
    {
        var unread = message.Contents.Count == 0 ? message.RawRepresentation : null;
        for (var i = 0; i < message.Contents.Count && unread is null; i++)
        {
            unread = RawObjects.IsRebuilt(message.Contents[i]) ? null : message.Contents[i].RawRepresentation;
        }

        if (unread is not null)
        {
            throw new ModelRefusedException(
                $"The conversation holds a {unread.GetType().Name} that stands for no text or data. What it says can't be judged, so '{model.Id}' isn't sent it.");
        }
    }

    /// <summary>What a model must be able to do to take this.</summary>
    private static ModelCapabilities Needed(AIContent content)
    {
        if (content is FunctionResultContent result)
        {
            return PartsOf(result).Aggregate(ModelCapabilities.None, static (needed, part) => needed | Needed(part));
        }

        return IsImage(content) ? ModelCapabilities.Vision : IsOf("audio", content) ? ModelCapabilities.Audio : ModelCapabilities.None;
    }

    /// <summary>True for an image, here or at an address.</summary>
    internal static bool IsImage(AIContent content) => IsOf("image", content);

    private static bool IsOf(string media, AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType(media),
        UriContent uri => uri.HasTopLevelMediaType(media),
        _ => false,
    };

    /// <summary>What a tool may have found besides text.</summary>
    internal static IEnumerable<AIContent> PartsOf(FunctionResultContent result) => result.Result switch
    {
        AIContent single => [single],
        IEnumerable<AIContent> several => several,
        _ => [],
    };
}
