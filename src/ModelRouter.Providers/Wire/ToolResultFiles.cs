using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts the images and files of tools' results into a user's message behind them, for services whose tools' messages hold text only.</summary>
internal static class ToolResultFiles
{
    private const string ImageInstead = "The image follows the results.";
    private const string FileInstead = "The file follows the results.";

    /// <summary>The same conversation if no result holds any; the caller's messages are never touched.</summary>
    public static IReadOnlyList<ChatMessage> MoveBehind(IReadOnlyList<ChatMessage> messages)
    {
        if (!messages.Any(static message => message.Contents.Any(HoldsFile)))
        {
            return messages;
        }

        var moved = new List<ChatMessage>(messages.Count + 1);
        var files = new List<AIContent>();
        foreach (var message in messages)
        {
            if (message.Contents.Any(static content => content is FunctionResultContent))
            {
                // All results of a turn come first: services want them right behind their calls.
                moved.Add(WithoutFiles(message, files));
            }
            else if (files.Count > 0 && message.Role == ChatRole.User)
            {
                // Some templates refuse two turns of the user in a row.
                moved.Add(message.With([.. files, .. message.Contents]));
                files = [];
            }
            else
            {
                Show(files, moved);
                files = [];
                moved.Add(message);
            }
        }

        Show(files, moved);
        return moved;
    }

    private static void Show(List<AIContent> files, List<ChatMessage> moved)
    {
        if (files.Count > 0)
        {
            moved.Add(new(ChatRole.User, files));
        }
    }

    private static ChatMessage WithoutFiles(ChatMessage message, List<AIContent> files)
    {
        var contents = new List<AIContent>(message.Contents.Count);
        foreach (var content in message.Contents)
        {
            if (content is not FunctionResultContent result || !HoldsFile(result))
            {
                contents.Add(content);
                continue;
            }

            var rest = new List<AIContent>();
            foreach (var part in PartsOf(result))
            {
                (IsFile(part) ? files : rest).Add(part);
            }

            object found = rest.Count > 0 ? rest : IsImage(files[^1]) ? ImageInstead : FileInstead;
            contents.Add(new FunctionResultContent(result.CallId, found) { Exception = result.Exception });
        }

        return message.With(contents);
    }

    private static bool HoldsFile(AIContent content) => content is FunctionResultContent result && PartsOf(result).Any(IsFile);

    private static IEnumerable<AIContent> PartsOf(FunctionResultContent result) => result.Result switch
    {
        AIContent one => [one],
        IEnumerable<AIContent> several => several,
        _ => [],
    };

    private static bool IsFile(AIContent content) => (content is DataContent && ToolResultText.Of(content) is null) || IsImage(content);

    private static bool IsImage(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        _ => false,
    };
}
