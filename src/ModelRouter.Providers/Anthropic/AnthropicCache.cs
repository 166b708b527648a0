using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Reads of the prompt cache what Anthropic's client leaves out.</summary>
internal static class AnthropicCache
{
    /// <summary>The tokens that an answer's beginning says were written for an hour; <see langword="null"/> for every other part of it.</summary>
    internal static long? LongWrites(ChatResponseUpdate update) =>
        update.RawRepresentation is RawMessageStreamEvent { Value: RawMessageStartEvent start }
            ? start.Message.Usage.CacheCreation?.Ephemeral1hInputTokens ?? 0
            : null;
}
