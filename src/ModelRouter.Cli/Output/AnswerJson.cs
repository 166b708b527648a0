using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>An answer and its receipt as JSON, for <c>ask --json</c>.</summary>
internal static class AnswerJson
{
    internal static void WriteMembers(Utf8JsonWriter json, AnswerWriter answer, RoutingReceipt receipt)
    {
        json.WriteString("answer", answer.Answer);
        json.WriteString("reasoning", answer.Reasoning);
        json.WriteString("model", receipt.Model);
        json.WriteString("tier", Names.Kebab(receipt.Tier));
        json.WriteString("finish_reason", answer.FinishReason?.Value);

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", receipt.Usage.InputTokens);
        json.WriteNumber("cached_input_tokens", receipt.Usage.CachedInputTokens);
        json.WriteNumber("cache_write_tokens", receipt.Usage.CacheWriteTokens);
        json.WriteNumber("reasoning_tokens", receipt.Usage.ReasoningTokens);
        json.WriteNumber("output_tokens", receipt.Usage.OutputTokens);
        json.WriteBoolean("is_estimated", receipt.Usage.IsEstimated);
        json.WriteEndObject();

        json.WriteNumber("cost_usd", receipt.Cost);
        if (receipt.Confidence is { } confidence && double.IsFinite(confidence.Score))
        {
            json.WriteNumber("confidence", Math.Clamp(confidence.Score, 0, 1));
        }
        else
        {
            json.WriteNull("confidence");
        }

        json.WriteString("sampler", receipt.Confidence?.Sampler);
        json.WriteString("call_id", receipt.CallId);
        WriteAttempts(json, receipt.Attempts);
        DecisionJson.WriteExclusions(json, "skipped", receipt.Skipped);
        json.WriteStartObject("decision");
        DecisionJson.WriteMembers(json, receipt.Decision);
        json.WriteEndObject();
    }

    /// <summary>What takes the answer's place: why there is none, what became of each model that was tried, and the same decision.</summary>
    internal static void WriteFailure(Utf8JsonWriter json, Exception failure, bool isStopped = false)
    {
        json.WriteString("error", isStopped ? "stopped" : failure.Message);
        if (failure is AllModelsFailedException all)
        {
            WriteAttempts(json, all.Attempts);
            DecisionJson.WriteExclusions(json, "skipped", all.Skipped);
        }

        if (((failure as AllModelsFailedException)?.Decision ?? (failure as NoEligibleModelException)?.Decision) is { } decision)
        {
            json.WriteStartObject("decision");
            DecisionJson.WriteMembers(json, decision);
            json.WriteEndObject();
        }
    }

    private static void WriteAttempts(Utf8JsonWriter json, IReadOnlyList<RoutingAttempt> attempts)
    {
        json.WriteStartArray("attempts");
        foreach (var attempt in attempts)
        {
            json.WriteStartObject();
            json.WriteString("model", attempt.Model);
            json.WriteString("outcome", TelemetryName.Of(attempt.Outcome));
            json.WriteString("failure", attempt.Failure is { } kind ? TelemetryName.Of(kind) : null);
            json.WriteNumber("cost_usd", attempt.Cost);
            json.WriteNumber("duration_ms", Math.Round(attempt.Duration.TotalMilliseconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
