using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Reads usage with the details that the typed models drop. A missing figure stays missing: it is not 0.</summary>
internal static class AzureUsage
{
    internal static UsageDetails Read(JsonElement usage)
    {
        var input = AzureAnswer.Object(usage, "prompt_tokens_details");
        var output = AzureAnswer.Object(usage, "completion_tokens_details");
        return new()
        {
            InputTokenCount = AzureAnswer.Number(usage, "prompt_tokens"),
            OutputTokenCount = AzureAnswer.Number(usage, "completion_tokens"),
            TotalTokenCount = AzureAnswer.Number(usage, "total_tokens"),

            // DeepSeek's models tell of their cache in a way of their own.
            CachedInputTokenCount = Detail(input, "cached_tokens") ?? AzureAnswer.Number(usage, "prompt_cache_hit_tokens"),
            ReasoningTokenCount = Detail(output, "reasoning_tokens"),
        };
    }

    private static long? Detail(JsonElement? details, string name) => details is { } known ? AzureAnswer.Number(known, name) : null;
}
