using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelRouter.Storage;

/// <summary>An entry as one JSON object, in the spool and in exports: names as in the databases, US dollars and milliseconds as exact decimals.</summary>
internal static class SpendEntryJson
{
    /// <summary>One line, Korean and other scripts readable; the shape is always right, so it isn't checked again.</summary>
    internal static readonly JsonWriterOptions LineOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static void Write(Utf8JsonWriter json, SpendEntry entry)
    {
        var (usage, who) = (entry.Usage, entry.Attribution);
        json.WriteStartObject();
        json.WriteString("call_id"u8, entry.CallId);
        json.WriteNumber("attempt"u8, entry.Attempt);
        json.WriteString("at"u8, LedgerTime.At(LedgerTime.Of(entry.At)).UtcDateTime);
        json.WriteString("model"u8, entry.Model);
        json.WriteString("tier"u8, EnumText.Of(entry.Tier));
        json.WriteString("task"u8, EnumText.Of(entry.Task));
        json.WriteString("outcome"u8, EnumText.Of(entry.Outcome));
        WriteText(json, "failure"u8, entry.Failure is { } failure ? EnumText.Of(failure) : null);
        WriteText(json, "error"u8, entry.Error);
        json.WriteNumber("input_tokens"u8, usage.InputTokens);
        json.WriteNumber("cached_input_tokens"u8, usage.CachedInputTokens);
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens);
        json.WriteBoolean("is_estimated"u8, usage.IsEstimated);
        if (usage.Details is { } details)
        {
            json.WriteNumber("cache_write_tokens"u8, details.CacheWriteTokens);
            json.WriteNumber("long_cache_write_tokens"u8, details.LongCacheWriteTokens);
            json.WriteNumber("image_input_tokens"u8, details.ImageInputTokens);
            json.WriteNumber("audio_input_tokens"u8, details.AudioInputTokens);
            json.WriteNumber("audio_output_tokens"u8, details.AudioOutputTokens);
        }

        json.WriteNumber("cost"u8, entry.Cost);
        json.WriteString("currency"u8, "USD"u8);
        json.WriteNumber("duration_ms"u8, Milliseconds(entry.Duration));
        if (entry.TimeToFirstContent is { } first)
        {
            json.WriteNumber("first_content_ms"u8, Milliseconds(first));
        }

        WriteText(json, "tenant"u8, who.Tenant);
        WriteText(json, "user"u8, who.User);
        WriteText(json, "agent"u8, who.Agent);
        if (who.Tags.Count > 0)
        {
            json.WriteStartArray("tags"u8);
            for (var i = 0; i < who.Tags.Count; i++)
            {
                json.WriteStringValue(who.Tags[i]);
            }

            json.WriteEndArray();
        }

        json.WriteString("selection"u8, entry.Selection);
        if (entry.IsBatch)
        {
            json.WriteBoolean("is_batch"u8, true);
        }

        if (entry.Propensity is { } propensity)
        {
            json.WriteNumber("propensity"u8, propensity);
        }

        if (entry.Checks.Count > 0)
        {
            json.WritePropertyName("checks"u8);
            ChecksJson.Write(json, entry.Checks);
        }

        Span<char> hash = stackalloc char[16];
        entry.DecisionHash.TryFormat(hash, out _, "x16");
        json.WriteString("decision"u8, hash);
        if (entry.Prompt is { } prompt)
        {
            WritePrompt(json, prompt);
        }

        json.WriteEndObject();
    }

    /// <exception cref="FormatException">A value is none of its kind.</exception>
    /// <exception cref="KeyNotFoundException">A value is missing.</exception>
    /// <exception cref="InvalidOperationException">A value is of another kind.</exception>
    internal static SpendEntry Read(JsonElement json) => new(
        json.GetProperty("call_id").GetGuid(),
        json.GetProperty("at").GetDateTimeOffset(),
        json.GetProperty("model").GetString()!,
        EnumText.Parse<ModelTier>(json.GetProperty("tier").GetString()!),
        EnumText.Parse<PromptTask>(json.GetProperty("task").GetString()!),
        EnumText.Parse<AttemptOutcome>(json.GetProperty("outcome").GetString()!),
        new(
            json.GetProperty("input_tokens").GetInt64(),
            json.GetProperty("cached_input_tokens").GetInt64(),
            json.GetProperty("output_tokens").GetInt64(),
            json.GetProperty("reasoning_tokens").GetInt64(),
            json.GetProperty("is_estimated").GetBoolean()) { Details = json.TryGetProperty("cache_write_tokens", out _) ? ReadDetails(json) : null },
        json.GetProperty("cost").GetDecimal(),
        Duration(json.GetProperty("duration_ms")))
    {
        Attempt = json.GetProperty("attempt").GetInt32(),
        Attribution = ReadAttribution(json),
        Selection = json.GetProperty("selection").GetString()!,
        Propensity = json.TryGetProperty("propensity", out var propensity) ? propensity.GetDouble() : null,
        IsBatch = json.TryGetProperty("is_batch", out var batch) && batch.GetBoolean(),
        DecisionHash = ulong.Parse(json.GetProperty("decision").GetString()!, System.Globalization.NumberStyles.AllowHexSpecifier),
        Failure = Text(json, "failure") is { } failure ? EnumText.Parse<ModelFailureKind>(failure) : null,
        Error = Text(json, "error"),
        Checks = json.TryGetProperty("checks", out var checks) ? ChecksJson.Read(checks) : [],
        TimeToFirstContent = json.TryGetProperty("first_content_ms", out var first) ? Duration(first) : null,
        Prompt = json.TryGetProperty("prompt", out var prompt) ? ReadPrompt(prompt, json) : null,
    };

    private static TokenDetails ReadDetails(JsonElement json) => new()
    {
        CacheWriteTokens = json.GetProperty("cache_write_tokens").GetInt64(),
        LongCacheWriteTokens = json.GetProperty("long_cache_write_tokens").GetInt64(),
        ImageInputTokens = json.GetProperty("image_input_tokens").GetInt64(),
        AudioInputTokens = json.GetProperty("audio_input_tokens").GetInt64(),
        AudioOutputTokens = json.GetProperty("audio_output_tokens").GetInt64(),
    };

    private static RequestAttribution ReadAttribution(JsonElement json)
    {
        var who = new RequestAttribution(Text(json, "tenant"), Text(json, "user"), Text(json, "agent"))
        {
            Tags = json.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(static tag => tag.GetString()!)] : [],
        };
        return who is { Tenant: null, User: null, Agent: null, Tags.Count: 0 } ? RequestAttribution.None : who;
    }

    private static void WritePrompt(Utf8JsonWriter json, PromptProfile prompt)
    {
        json.WriteStartObject("prompt"u8);
        json.WriteString("domain"u8, EnumText.Of(prompt.Domain));
        json.WriteString("language"u8, prompt.Language);
        json.WriteNumber("difficulty"u8, prompt.Difficulty);
        json.WriteString("data_class"u8, EnumText.Of(prompt.DataClass));
        json.WriteNumber("estimated_input_tokens"u8, prompt.InputTokens);
        json.WriteNumber("expected_output_tokens"u8, prompt.ExpectedOutputTokens);
        if (prompt.OutputLimit is { } limit)
        {
            json.WriteNumber("output_limit"u8, limit);
        }

        json.WriteBoolean("expects_thinking"u8, prompt.ExpectsThinking);
        json.WriteString("capabilities"u8, EnumText.OfFlags(prompt.RequiredCapabilities));
        json.WriteNumber("injection_suspicion"u8, SpendRow.Suspicion(prompt)!.Value);
        json.WriteString("modalities"u8, EnumText.OfFlags(prompt.Modalities));
        json.WriteEndObject();
    }

    private static PromptProfile ReadPrompt(JsonElement json, JsonElement entry) => new()
    {
        Task = EnumText.Parse<PromptTask>(entry.GetProperty("task").GetString()!),
        Domain = EnumText.Parse<PromptDomain>(json.GetProperty("domain").GetString()!),
        Language = json.GetProperty("language").GetString()!,
        Difficulty = json.GetProperty("difficulty").GetDouble(),
        DataClass = EnumText.Parse<DataClass>(json.GetProperty("data_class").GetString()!),
        InputTokens = json.GetProperty("estimated_input_tokens").GetInt32(),
        ExpectedOutputTokens = json.GetProperty("expected_output_tokens").GetInt32(),
        OutputLimit = json.TryGetProperty("output_limit", out var limit) ? limit.GetInt32() : null,
        ExpectsThinking = json.GetProperty("expects_thinking").GetBoolean(),
        RequiredCapabilities = EnumText.ParseFlags<ModelCapabilities>(json.GetProperty("capabilities").GetString()!),

        // Spools of before these were kept have none of them.
        InjectionSuspicion = json.TryGetProperty("injection_suspicion", out var suspicion) ? suspicion.GetDouble() : 0,
        Modalities = Text(json, "modalities") is { } modalities ? EnumText.ParseFlags<PromptModalities>(modalities) : PromptModalities.Text,
    };

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static decimal Milliseconds(TimeSpan duration) => LedgerTime.Of(duration) / 1_000m;

    private static TimeSpan Duration(JsonElement milliseconds) => LedgerTime.Duration((long)(milliseconds.GetDecimal() * 1_000));
}
