using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Reads an answer's JSON, and what whole answers and pieces of them have in common.</summary>
internal static class AzureAnswer
{
    /// <summary>The failure of an answer that can't be used.</summary>
    internal static InvalidDataException Damaged(string problem, Exception? cause = null) =>
        new($"The answer of the Azure AI Inference endpoint can't be used: {problem}.", cause);

    /// <summary>A whole answer.</summary>
    /// <exception cref="InvalidDataException">It has no finished choice.</exception>
    internal static ChatResponse Read(JsonElement json, bool thinkTags)
    {
        var stream = new AzureAnswerStream(thinkTags);
        var update = AddAll(stream, json);
        var message = new ChatMessage(ChatRole.Assistant, update.Contents)
        {
            MessageId = update.MessageId,
            CreatedAt = update.CreatedAt,
        };
        return new(message)
        {
            ResponseId = update.ResponseId,
            ModelId = update.ModelId,
            CreatedAt = update.CreatedAt,
            FinishReason = update.FinishReason,
            Usage = stream.Usage,
        };
    }

    internal static JsonElement? Object(JsonElement parent, string name) => Property(parent, name, JsonValueKind.Object);

    internal static JsonElement? Array(JsonElement parent, string name) => Property(parent, name, JsonValueKind.Array);

    /// <summary>A text; <see langword="null"/> if it is missing or null.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    internal static string? Text(JsonElement parent, string name)
    {
        try
        {
            return Property(parent, name, JsonValueKind.String)?.GetString();
        }
        catch (InvalidOperationException wrong)
        {
            throw Damaged($"'{name}' is damaged", wrong);
        }
    }

    internal static long? Number(JsonElement parent, string name) =>
        Property(parent, name, JsonValueKind.Number) is not { } number ? null
        : number.TryGetInt64(out var value) && value >= 0 ? value
        : throw Damaged($"'{name}' is no count");

    private static ChatResponseUpdate AddAll(AzureAnswerStream stream, JsonElement json)
    {
        try
        {
            var update = stream.Add(json);
            stream.ThrowIfUnfinished();
            return update!;
        }
        catch (Exception failure)
        {
            UselessAnswer.Tell(failure, stream.SoFar);
            throw;
        }
    }

    private static JsonElement? Property(JsonElement parent, string name, JsonValueKind kind) =>
        !parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == kind ? value
        : throw Damaged($"'{name}' is no {kind}");
}
