using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp;

/// <summary>Makes responses of what an engine generates. Safe for concurrent use.</summary>
internal sealed class AnswerReader(string modelId)
{
    /// <summary>The whole answer, when it is there.</summary>
    public async Task<ChatResponse> ReadAsync(Generation generation, ChatOptions? options, CancellationToken cancellationToken)
    {
        // Waiting for the end first saves a wake-up per token; the text waits in the channel.
        var result = await generation.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        var reasoning = new StringBuilder();
        var answer = new StringBuilder();
        while (generation.Output.TryRead(out var split))
        {
            reasoning.Append(split.Reasoning);
            answer.Append(split.Answer);
        }

        var id = Guid.NewGuid().ToString("N");
        var contents = Contents(new(reasoning.ToString(), answer.ToString()), options);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = id })
        {
            ResponseId = id,
            ModelId = modelId,
            FinishReason = ToFinishReason(result.Reason),
            Usage = ToUsage(result.Usage),
            AdditionalProperties = Properties(result),
        };
    }

    /// <summary>The answer as it comes; what it has used comes last.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        Generation generation, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        await foreach (var split in generation.Output.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Stamp(new ChatResponseUpdate(ChatRole.Assistant, Contents(split, options)), id);
        }

        var result = await generation.Completion.ConfigureAwait(false);
        var last = new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(ToUsage(result.Usage))])
        {
            FinishReason = ToFinishReason(result.Reason),
            AdditionalProperties = Properties(result),
        };
        yield return Stamp(last, id);
    }

    private static List<AIContent> Contents(ThinkSplit split, ChatOptions? options)
    {
        var contents = new List<AIContent>(2);
        if (split.Reasoning.Length > 0 && options?.Reasoning?.Output != ReasoningOutput.None)
        {
            contents.Add(new TextReasoningContent(split.Reasoning));
        }

        if (split.Answer.Length > 0)
        {
            contents.Add(new TextContent(split.Answer));
        }

        return contents;
    }

    private ChatResponseUpdate Stamp(ChatResponseUpdate update, string id)
    {
        update.ResponseId = id;
        update.MessageId = id;
        update.ModelId = modelId;
        return update;
    }

    private static AdditionalPropertiesDictionary? Properties(GenerationResult result)
    {
        if (result.Confidence is null)
        {
            return null;
        }

        var properties = new AdditionalPropertiesDictionary();
        properties.SetConfidence(result.Confidence);
        return properties;
    }

    private static ChatFinishReason ToFinishReason(FinishReason reason) =>
        reason == FinishReason.Length ? ChatFinishReason.Length : ChatFinishReason.Stop;

    private static UsageDetails ToUsage(TokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokens,
        CachedInputTokenCount = usage.CachedInputTokens,
        OutputTokenCount = usage.OutputTokens,
        ReasoningTokenCount = usage.ReasoningTokens,
        TotalTokenCount = usage.InputTokens + usage.OutputTokens,
    };
}
