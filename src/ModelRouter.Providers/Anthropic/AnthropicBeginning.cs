using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Reads of an answer's beginning what Anthropic's client leaves out.</summary>
internal static class AnthropicBeginning
{
    /// <summary>What it says of the prompt, all of which has been read by then; <see langword="null"/> for every other part of an answer.</summary>
    internal static UsageDetails? Usage(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is not RawMessageStreamEvent { Value: RawMessageStartEvent start })
        {
            return null;
        }

        var usage = start.Message.Usage;
        var (cached, written) = (usage.CacheReadInputTokens ?? 0, usage.CacheCreationInputTokens ?? 0);
        return new()
        {
            InputTokenCount = usage.InputTokens + cached + written,
            CachedInputTokenCount = cached,
            OutputTokenCount = usage.OutputTokens,
            AdditionalCounts = new()
            {
                [ReportedDetails.CacheWrite] = written,
                [ReportedDetails.LongCacheWrite] = usage.CacheCreation?.Ephemeral1hInputTokens ?? 0,
            },
        };
    }
}
