using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts the images of tools' results into a user's message behind them, for services whose tools' messages hold text only.</summary>
internal static class ToolResultImages
{
    private const string Instead = "The image follows the results.";

    /// <summary>The same conversation if no result holds an image; the caller's messages are never touched.</summary>
    public static IReadOnlyList<ChatMessage> MoveBehind(IReadOnlyList<ChatMessage> messages)
    {
        if (!messages.Any(static message => message.Contents.Any(HoldsImage)))
        {
            return messages;
        }

        var moved = new List<ChatMessage>(messages.Count + 1);
        var images = new List<AIContent>();
        foreach (var message in messages)
        {
            if (message.Contents.Any(static content => content is FunctionResultContent))
            {
                // All results of a turn come first: services want them right behind their calls.
                moved.Add(WithoutImages(message, images));
            }
            else if (images.Count > 0 && message.Role == ChatRole.User)
            {
                // Some templates refuse two turns of the user in a row.
                moved.Add(message.With([.. images, .. message.Contents]));
                images = [];
            }
            else
            {
                Show(images, moved);
                images = [];
                moved.Add(message);
            }
        }

        Show(images, moved);
        return moved;
    }

    private static void Show(List<AIContent> images, List<ChatMessage> moved)
    {
        if (images.Count > 0)
        {
            moved.Add(new(ChatRole.User, images));
        }
    }

    private static ChatMessage WithoutImages(ChatMessage message, List<AIContent> images)
    {
        var contents = new List<AIContent>(message.Contents.Count);
        foreach (var content in message.Contents)
        {
            if (content is not FunctionResultContent result || !HoldsImage(result))
            {
                contents.Add(content);
                continue;
            }

            var rest = new List<AIContent>();
            foreach (var part in PartsOf(result))
            {
                (IsImage(part) ? images : rest).Add(part);
            }

            contents.Add(new FunctionResultContent(result.CallId, rest.Count > 0 ? rest : Instead) { Exception = result.Exception });
        }

        return message.With(contents);
    }

    private static bool HoldsImage(AIContent content) => content is FunctionResultContent result && PartsOf(result).Any(IsImage);

    private static IEnumerable<AIContent> PartsOf(FunctionResultContent result) => result.Result switch
    {
        AIContent one => [one],
        IEnumerable<AIContent> several => several,
        _ => [],
    };

    private static bool IsImage(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        _ => false,
    };
}
