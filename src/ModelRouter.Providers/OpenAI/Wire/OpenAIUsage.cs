using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Reads usage in all the shapes in which services write it. What is missing or null stays <see langword="null"/>: it is not zero.</summary>
internal static class OpenAIUsage
{
    /// <summary>The usage of an answer or of a piece of one; <see langword="null"/> if it holds none.</summary>
    /// <param name="answer">The whole object; some services write the usage into the first choice.</param>
    public static UsageDetails? Find(JsonElement answer)
    {
        if (answer.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            return Read(usage);
        }

        return OpenAIJson.FirstChoice(answer) is { } choice && OpenAIJson.Object(choice, "usage") is { } inner ? Read(inner) : null;
    }

    /// <summary>The later report, with the earlier one's figures where it has none: reports of a stream are cumulative.</summary>
    public static UsageDetails Merge(UsageDetails? earlier, UsageDetails later)
    {
        if (earlier is not null)
        {
            later.InputTokenCount ??= earlier.InputTokenCount;
            later.OutputTokenCount ??= earlier.OutputTokenCount;
            later.TotalTokenCount ??= earlier.TotalTokenCount;
            later.CachedInputTokenCount ??= earlier.CachedInputTokenCount;
            later.ReasoningTokenCount ??= earlier.ReasoningTokenCount;
            later.AdditionalCounts ??= earlier.AdditionalCounts;
        }

        return later;
    }

    private static UsageDetails Read(JsonElement usage)
    {
        var input = OpenAIJson.Object(usage, "prompt_tokens_details");
        var output = OpenAIJson.Object(usage, "completion_tokens_details");
        var read = new UsageDetails
        {
            InputTokenCount = Count(usage, "prompt_tokens"),
            OutputTokenCount = Count(usage, "completion_tokens"),
            TotalTokenCount = Count(usage, "total_tokens"),

            // DeepSeek's own name, and that of Moonshot and others.
            CachedInputTokenCount = Count(input, "cached_tokens") ?? Count(usage, "prompt_cache_hit_tokens") ?? Count(usage, "cached_tokens"),
            ReasoningTokenCount = Count(output, "reasoning_tokens") ?? Count(usage, "reasoning_tokens"),
        };

        // Qwen's name and that of gateways before Anthropic's models; then OpenRouter's.
        Add(read, ReportedDetails.CacheWrite,
            Count(input, "cache_creation_input_tokens") ?? Count(usage, "cache_creation_input_tokens") ?? Count(input, "cache_write_tokens"));
        Add(read, ReportedDetails.ImageInput, Count(input, "image_tokens"));
        Add(read, ReportedDetails.AudioInput, Count(input, "audio_tokens"));
        Add(read, ReportedDetails.AudioOutput, Count(output, "audio_tokens"));
        return read;
    }

    private static void Add(UsageDetails usage, string name, long? count)
    {
        if (count is > 0)
        {
            (usage.AdditionalCounts ??= [])[name] = count.Value;
        }
    }

    private static long? Count(JsonElement? details, string name) =>
        details is { } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) && number is >= 0 and <= ReportedCount.Most
            ? (long)number
            : null;
}
