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
        json.WriteStartObject("decision");
        DecisionJson.WriteMembers(json, receipt.Decision);
        json.WriteEndObject();
    }

    /// <summary>What takes the answer's place where no model may serve the prompt: why, and the same decision.</summary>
    internal static void WriteRefusal(Utf8JsonWriter json, NoEligibleModelException none)
    {
        json.WriteString("error", none.Message);
        json.WriteStartObject("decision");
        DecisionJson.WriteMembers(json, none.Decision);
        json.WriteEndObject();
    }
}
