using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace ModelRouter.Providers;

/// <summary>Reads one streamed answer: thought, text, calls and usage. Not safe for concurrent use.</summary>
internal sealed class OllamaAnswer(string model, bool showsThought)
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly ThinkSplitter _splitter = new();
    private bool _hasNativeThought;
    private bool _hasCalls;

    /// <summary>The next update; <see langword="null"/> if the line has nothing to tell.</summary>
    public ChatResponseUpdate? Read(ChatResponseStream line)
    {
        var contents = new List<AIContent>(1);
        AddThought(line.Message.Thinking, contents);
        AddText(line.Message.Content, contents);
        AddCalls(line.Message.ToolCalls, contents);
        var done = line.Done ? line as ChatDoneResponseStream : null;
        if (done is not null)
        {
            Add(_splitter.Flush(), contents);
            contents.Add(new UsageContent(Usage(done)));
        }

        return contents.Count == 0 ? null : new(ChatRole.Assistant, contents)
        {
            MessageId = _id,
            ResponseId = _id,
            ModelId = model,
            CreatedAt = line.CreatedAt,
            FinishReason = done is null ? null : FinishReason(done.DoneReason),
            RawRepresentation = line,
        };
    }

    private void AddThought(string? thought, List<AIContent> contents)
    {
        if (string.IsNullOrEmpty(thought))
        {
            return;
        }

        if (!_hasNativeThought)
        {
            // Ollama takes the tags out itself, so what was held back is text that only looked like one.
            _hasNativeThought = true;
            Add(_splitter.Flush(), contents);
        }

        Add(new ThinkSplit(thought, ""), contents);
    }

    private void AddText(string? text, List<AIContent> contents)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Add(_hasNativeThought ? new("", text) : _splitter.Push(text), contents);
        }
    }

    private void AddCalls(IEnumerable<Message.ToolCall>? calls, List<AIContent> contents)
    {
        foreach (var call in calls ?? [])
        {
            if (call.Function is not { Name: { Length: > 0 } name })
            {
                throw ModelServiceException.Malformed("Ollama called a tool without a name.");
            }

            // Older versions give calls no id.
            _hasCalls = true;
            var id = string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id;
            contents.Add(new FunctionCallContent(id, name, call.Function.Arguments));
        }
    }

    private void Add(ThinkSplit split, List<AIContent> contents)
    {
        if (split.Reasoning.Length > 0 && showsThought)
        {
            contents.Add(new TextReasoningContent(split.Reasoning));
        }

        if (split.Answer.Length > 0)
        {
            contents.Add(new TextContent(split.Answer));
        }
    }

    private ChatFinishReason FinishReason(string? reason) => reason switch
    {
        "length" => ChatFinishReason.Length,
        null or "stop" => _hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        _ => new(reason),
    };

    private static UsageDetails Usage(ChatDoneResponseStream done)
    {
        // Ollama leaves a count out where it has none, which the library reads as 0; no prompt and no answer have 0 tokens.
        long? input = done.PromptEvalCount > 0 ? done.PromptEvalCount : null;
        long? output = done.EvalCount > 0 ? done.EvalCount : null;
        return new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
    }
}
