using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts images and files that stand where a service takes text only, in tools' results or in a model's own turns, into the user's message behind them.</summary>
internal static class MovedFiles
{
    /// <summary>The same conversation if there is nothing to move; the caller's messages are never touched.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="ofModel">True to move those of the model's own turns as well.</param>
    public static IReadOnlyList<ChatMessage> Behind(IReadOnlyList<ChatMessage> messages, bool ofModel)
    {
        if (!AreInResults(messages) && !(ofModel && messages.Any(IsOfModel)))
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
                moved.Add(ofModel && IsOfModel(message) ? TextOf(message, files) : message);
            }
        }

        Show(files, moved);
        return moved;
    }

    /// <summary>True if any are moved behind a tool's result: tools have found them, or they stand beside the call.</summary>
    public static bool GoBehindResults(IReadOnlyList<ChatMessage> messages) => AreInResults(messages)
        || messages.Any(static message => message.Role == ChatRole.Assistant && message.Contents.Any(IsFile) && message.Contents.Any(static content => content is FunctionCallContent));

    private static bool AreInResults(IReadOnlyList<ChatMessage> messages) => messages.Any(static message => message.Contents.Any(HoldsFile));

    private static bool IsOfModel(ChatMessage message) =>
        message.Role == ChatRole.Assistant && message.Contents.Any(static content => content is DataContent || IsImage(content));

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

            object found = rest.Count > 0 ? rest : $"{Name(files[^1])} follows the results.";
            contents.Add(new FunctionResultContent(result.CallId, found) { Exception = result.Exception });
        }

        return message.With(contents);
    }

    private static ChatMessage TextOf(ChatMessage message, List<AIContent> files)
    {
        var rest = new List<AIContent>(message.Contents.Count);
        foreach (var content in message.Contents)
        {
            if (IsFile(content))
            {
                files.Add(content);
            }
            else
            {
                rest.Add(content is DataContent && ToolResultText.Of(content) is { } text ? new TextContent(text) : content);
            }
        }

        if (!rest.Exists(static content => content is TextContent or FunctionCallContent))
        {
            // A turn without a word would be an error to some services, and left out, make two of the user's meet.
            rest.Add(new TextContent($"{Name(files[^1])} follows."));
        }

        return message.With(rest);
    }

    private static string Name(AIContent file) => IsImage(file) ? "The image" : "The file";

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
