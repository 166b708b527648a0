using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts an answer together from its pieces; a whole answer is one piece. Not safe for concurrent use.</summary>
internal sealed class AzureAnswerStream(bool thinkTags)
{
    private readonly AzureToolCalls _calls = new();
    private readonly ThinkSplitter? _splitter = thinkTags ? new() : null;
    private bool _isFinished;

    /// <summary>What it has used, as far as it has come.</summary>
    internal UsageSoFar SoFar { get; } = new();

    /// <summary>What the latest report says, with earlier figures where it has none.</summary>
    internal UsageDetails? Usage => SoFar.Usage;

    /// <summary>The answer's id.</summary>
    internal string? Id { get; private set; }

    /// <summary>What a piece says; <see langword="null"/> if that is nothing yet. One of a tool call has no contents, and tells that the model is at work.</summary>
    /// <exception cref="InvalidDataException">It is no piece of an answer.</exception>
    internal ChatResponseUpdate? Add(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw AzureAnswer.Damaged("it is no JSON object");
        }

        if (json.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw AzureInferenceException.OfEvent(error);
        }

        // First: what follows may be of no use, and is paid for all the same.
        if (AzureAnswer.Object(json, "usage") is { } usage)
        {
            SoFar.Usage = OpenAIUsage.Merge(Usage, AzureUsage.Read(usage));
        }

        var id = AzureAnswer.Text(json, "id");
        Id ??= id is "" ? null : id;
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ResponseId = id,
            MessageId = id,
            ModelId = AzureAnswer.Text(json, "model"),
            CreatedAt = CreatedAt(json),
        };

        var pending = _calls.Units;

        // An event without choices carries the usage, or the service's findings about the prompt.
        foreach (var choice in AzureAnswer.Array(json, "choices")?.EnumerateArray() ?? default)
        {
            if (choice.ValueKind != JsonValueKind.Object)
            {
                throw AzureAnswer.Damaged("a choice is no object");
            }

            if (AzureAnswer.Number(choice, "index") is null or 0)
            {
                Add(update, choice);
            }
        }

        SoFar.PendingUnits = _calls.Units;
        return update.Contents.Count > 0 || update.FinishReason is not null || _calls.Units > pending ? update : null;
    }

    /// <exception cref="InvalidDataException">The service has not said that the answer is whole.</exception>
    internal void ThrowIfUnfinished()
    {
        if (!_isFinished)
        {
            throw AzureAnswer.Damaged("it ended before it was finished");
        }
    }

    private void Add(ChatResponseUpdate update, JsonElement choice)
    {
        var delta = AzureAnswer.Object(choice, "delta");
        if ((delta ?? AzureAnswer.Object(choice, "message")) is { } message)
        {
            AddThought(update, AzureAnswer.Text(message, "reasoning_content") ?? AzureAnswer.Text(message, "reasoning"));
            AddText(update, AzureAnswer.Text(message, "content"));
            if (AzureAnswer.Text(message, "refusal") is { Length: > 0 } refusal)
            {
                update.Contents.Add(new ErrorContent(refusal) { ErrorCode = "Refusal" });
            }

            foreach (var call in AzureAnswer.Array(message, "tool_calls")?.EnumerateArray() ?? default)
            {
                _calls.Add(call, isWhole: delta is null);
            }
        }

        if (AzureAnswer.Text(choice, "finish_reason") is { Length: > 0 } reason)
        {
            _isFinished = true;
            update.FinishReason = new(reason == "function_call" ? "tool_calls" : reason);
            if (_splitter is not null)
            {
                Add(update, _splitter.Flush());
            }

            _calls.MoveTo(update.Contents);
        }
    }

    private void AddText(ChatResponseUpdate update, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (_splitter is null)
        {
            update.Contents.Add(new TextContent(text));
        }
        else
        {
            Add(update, _splitter.Push(text));
        }
    }

    private static void Add(ChatResponseUpdate update, ThinkSplit split)
    {
        AddThought(update, split.Reasoning);
        if (split.Answer.Length > 0)
        {
            update.Contents.Add(new TextContent(split.Answer));
        }
    }

    private static void AddThought(ChatResponseUpdate update, string? thought)
    {
        if (!string.IsNullOrEmpty(thought))
        {
            update.Contents.Add(new TextReasoningContent(thought));
        }
    }

    private static DateTimeOffset? CreatedAt(JsonElement json) =>
        AzureAnswer.Number(json, "created") is { } seconds and > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
