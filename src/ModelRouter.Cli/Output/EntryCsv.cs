using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Ledger entries as CSV, with the names that they have as JSON.</summary>
internal static class EntryCsv
{
    internal static void WriteHeader(TextWriter writer) => Csv.WriteLine(
        writer, "call_id", "attempt", "at", "model", "tier", "task", "outcome", "failure", "error", "input_tokens", "cached_input_tokens", "output_tokens",
        "reasoning_tokens", "is_estimated", "cost", "currency", "duration_ms", "first_content_ms", "tenant", "user", "agent", "tags", "selection", "decision",
        "domain", "language", "data_class", "cache_write_tokens", "long_cache_write_tokens", "image_input_tokens", "audio_input_tokens", "audio_output_tokens",
        "injection_suspicion", "modalities", "checks", "propensity", "is_batch");

    internal static void Write(TextWriter writer, SpendEntry entry)
    {
        var (usage, who) = (entry.Usage, entry.Attribution);
        Csv.WriteLine(
            writer, entry.CallId, entry.Attempt, entry.At.UtcDateTime.ToString("O"), entry.Model, EnumText.Of(entry.Tier), EnumText.Of(entry.Task), EnumText.Of(entry.Outcome),
            entry.Failure is { } failure ? EnumText.Of(failure) : null, entry.Error, usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens,
            usage.ReasoningTokens, usage.IsEstimated, entry.Cost, "USD", entry.Duration.TotalMilliseconds, entry.TimeToFirstContent?.TotalMilliseconds,
            who.Tenant, who.User, who.Agent, SpendRow.Tags(entry), entry.Selection, $"{entry.DecisionHash:x16}",
            entry.Prompt is { } prompt ? EnumText.Of(prompt.Domain) : null, entry.Prompt?.Language, entry.Prompt is { } read ? EnumText.Of(read.DataClass) : null,
            usage.Details?.CacheWriteTokens, usage.Details?.LongCacheWriteTokens, usage.Details?.ImageInputTokens, usage.Details?.AudioInputTokens, usage.Details?.AudioOutputTokens,
            SpendRow.Suspicion(entry.Prompt), entry.Prompt is { } seen ? EnumText.OfFlags(seen.Modalities) : null, ChecksJson.Of(entry.Checks), entry.Propensity, entry.IsBatch);
    }
}
