using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Reads an answer, whole or piece by piece; thought comes before text either way.</summary>
/// <remarks>Not safe for concurrent use: one instance per answer.</remarks>
internal sealed class OpenAIAnswer
{
    // The code under which Microsoft.Extensions.AI, and so the router, knows a model's own refusal.
    private const string RefusalCode = "Refusal";

    private readonly OpenAIDialect _dialect;
    private readonly OpenAIToolCalls _calls = new();
    private ThinkSplitter? _splitter;
    private StringBuilder? _refusal;
    private bool _hasText;

    public OpenAIAnswer(OpenAIDialect dialect, bool startsInThought)
    {
        _dialect = dialect;
        _splitter = dialect.HasThinkTags || startsInThought ? new(startsInThought) : null;
    }

    public string? Id { get; private set; }

    public string? Model { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>What it has used, as far as it has come.</summary>
    public UsageSoFar SoFar { get; } = new();

    public UsageDetails? Usage => SoFar.Usage;

    /// <summary>Why it ended; <see langword="null"/> as long as nothing says that it has.</summary>
    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Takes an answer, or a piece of one; gives what may be shown of it.</summary>
    /// <param name="answer">The object as it came.</param>
    /// <param name="part">Where its content is: <c>message</c>, or <c>delta</c>.</param>
    /// <exception cref="OpenAIServiceException">It holds an error, or is no answer.</exception>
    public List<AIContent> Add(JsonElement answer, string part)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw OpenAIServiceException.Malformed("it is no JSON object.");
        }

        Id ??= OpenAIJson.Text(answer, "id") is { Length: > 0 } id ? id : null;
        Model ??= OpenAIJson.Text(answer, "model") is { Length: > 0 } model ? model : null;
        CreatedAt ??= OpenAIJson.Whole(answer, "created") is { } created and > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(created)
            : null;
        if (OpenAIUsage.Find(answer) is { } usage)
        {
            SoFar.Usage = OpenAIUsage.Merge(Usage, usage);
        }

        var contents = new List<AIContent>();
        if (OpenAIJson.FirstChoice(answer) is { } choice)
        {
            if (OpenAIJson.Object(choice, part) is { } message)
            {
                Add(message, contents, isWhole: part == "message");
            }

            if (OpenAIJson.Text(choice, "finish_reason") is { Length: > 0 } reason)
            {
                FinishReason = OpenAIFinishReasons.Read(reason);
            }
        }

        return contents;
    }

    /// <summary>What is only certain at the end: the last of the text, tool calls, a refusal.</summary>
    public List<AIContent> Finish()
    {
        var contents = new List<AIContent>();
        if (_splitter?.Flush() is { } rest)
        {
            AddText(contents, rest);
        }

        contents.AddRange(_calls.Finish());
        if (_calls.Count > 0 && FinishReason == ChatFinishReason.Stop)
        {
            // Some services say "stop" whether or not they call a tool.
            FinishReason = ChatFinishReason.ToolCalls;
        }

        if (_refusal is not null)
        {
            contents.Add(new ErrorContent(_refusal.ToString()) { ErrorCode = RefusalCode });
        }

        return contents;
    }

    private void Add(JsonElement message, List<AIContent> contents, bool isWhole)
    {
        foreach (var name in _dialect.ThoughtNames)
        {
            if (OpenAIJson.Text(message, name) is { Length: > 0 } thought)
            {
                AddThought(contents, thought);
                break;
            }
        }

        if (message.TryGetProperty("content", out var content))
        {
            if (content.ValueKind == JsonValueKind.String)
            {
                Split(contents, content.GetString()!);
            }
            else if (content.ValueKind == JsonValueKind.Array)
            {
                AddParts(contents, content);
            }
        }

        if (OpenAIJson.Text(message, "refusal") is { Length: > 0 } refusal)
        {
            (_refusal ??= new()).Append(refusal);
        }

        if (OpenAIJson.List(message, "tool_calls") is { } calls)
        {
            _calls.Add(calls, isWhole);
            SoFar.PendingUnits = _calls.Units;
        }
    }

    /// <summary>Mistral writes thought and text as a list of parts, a thought being a list itself.</summary>
    private void AddParts(List<AIContent> contents, JsonElement parts)
    {
        foreach (var part in parts.EnumerateArray())
        {
            if (OpenAIJson.Text(part, "thinking") is { } thought)
            {
                AddThought(contents, thought);
            }
            else if (OpenAIJson.List(part, "thinking") is { } thoughts)
            {
                foreach (var piece in thoughts.EnumerateArray())
                {
                    AddThought(contents, OpenAIJson.Text(piece, "text") ?? "");
                }
            }
            else if (OpenAIJson.Text(part, "text") is { } text)
            {
                Split(contents, text);
            }
        }
    }

    private void AddThought(List<AIContent> contents, string thought)
    {
        if (thought.Length > 0)
        {
            // Thoughts that come apart from the text are in it no more, and a text that begins with a tag is quoting one.
            _splitter = _hasText ? _splitter : null;
            contents.Add(new TextReasoningContent(thought));
        }
    }

    private void Split(List<AIContent> contents, string text)
    {
        if (text.Length > 0)
        {
            _hasText = true;
            AddText(contents, _splitter?.Push(text) ?? new("", text));
        }
    }

    private static void AddText(List<AIContent> contents, ThinkSplit split)
    {
        if (split.Reasoning.Length > 0)
        {
            contents.Add(new TextReasoningContent(split.Reasoning));
        }

        if (split.Answer.Length > 0)
        {
            contents.Add(new TextContent(split.Answer));
        }
    }
}
