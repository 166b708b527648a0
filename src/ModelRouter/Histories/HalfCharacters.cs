using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Mends tool calls and their results that hold half of a character: writing them would fail before anything is sent, at every model, whenever the
/// conversation goes on.</summary>
internal static class HalfCharacters
{
    internal static ChatMessage[] Apply(ChatMessage[] messages)
    {
        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            List<AIContent>? contents = null;
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (Mended(message.Contents[i]) is { } mended)
                {
                    contents ??= [.. message.Contents];
                    contents[i] = mended;
                }
            }

            copy.Take(contents is null ? message : message.With(contents));
        }

        return copy.ToArray();
    }

    /// <summary>The content without halves; <see langword="null"/> if it has none.</summary>
    private static AIContent? Mended(AIContent content)
    {
        switch (content)
        {
            case FunctionCallContent { Arguments: { Count: > 0 } given } call:
                Dictionary<string, object?>? arguments = null;
                foreach (var (name, value) in given)
                {
                    if (value is JsonElement json && JsonSurrogates.TryMend(json, out var mended))
                    {
                        (arguments ??= new(given, StringComparer.Ordinal))[name] = mended;
                    }
                }

                return arguments is null ? null : RawObjects.With(call, call.CallId, arguments);
            case FunctionResultContent { Result: JsonElement found } result when JsonSurrogates.TryMend(found, out var whole):
                var copy = RawObjects.WithId(result, result.CallId);
                copy.Result = whole;
                return copy;
            default:
                return null;
        }
    }
}
