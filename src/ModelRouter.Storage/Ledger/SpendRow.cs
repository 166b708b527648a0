using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Storage;

/// <summary>A row of the table, in the shape in which every database gives it: texts, whole numbers, microseconds.</summary>
internal static class SpendRow
{
    /// <summary>The table's columns in the order in which they are written and read.</summary>
    internal static readonly string[] Columns =
    [
        "call_id", "attempt", "at", "model", "tier", "task", "outcome", "failure", "error",
        "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_tokens", "is_estimated", "cost", "duration", "first_content",
        "tenant", "user_id", "agent", "tags", "selection", "decision",
        "domain", "language", "difficulty", "data_class", "estimated_input_tokens", "expected_output_tokens", "output_limit", "expects_thinking", "capabilities",
        "cache_write_tokens", "long_cache_write_tokens", "image_input_tokens", "audio_input_tokens", "audio_output_tokens",
        "suspicion", "modalities", "checks", "propensity", "is_batch",
    ];

    /// <summary>Those that ledgers of before don't have.</summary>
    internal static readonly string[] LaterColumns = ["suspicion", "modalities", "checks", "propensity", "is_batch"];

    /// <summary>Reads the current row.</summary>
    /// <param name="row">The reader, on a row.</param>
    /// <param name="isLenient">True if names that a newer version of the product has written don't hide what was spent: a failure of a kind that isn't known here is an
    /// unknown one then, checks and prompts with such names are left out. Those of tier, task and outcome are needed in any case.</param>
    /// <exception cref="Exception">A value is none of its kind; which exception depends on the database.</exception>
    internal static SpendEntry Read(DbDataReader row, bool isLenient) => new(
        new Guid((byte[])row.GetValue(0), bigEndian: true),
        LedgerTime.At(row.GetInt64(2)),
        row.GetString(3),
        EnumText.Parse<ModelTier>(row.GetString(4)),
        EnumText.Parse<PromptTask>(row.GetString(5)),
        EnumText.Parse<AttemptOutcome>(row.GetString(6)),
        new(row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13) != 0) { Details = row.IsDBNull(32) ? null : ReadDetails(row) },
        decimal.Parse(row.GetString(14), NumberStyles.Float, CultureInfo.InvariantCulture),
        LedgerTime.Duration(row.GetInt64(15)))
    {
        Attempt = row.GetInt32(1),
        Failure = Text(row, 7) is { } failure ? (isLenient && !EnumText.TryParse<ModelFailureKind>(failure, out _) ? ModelFailureKind.Unknown : EnumText.Parse<ModelFailureKind>(failure)) : null,
        Error = Text(row, 8),
        TimeToFirstContent = row.IsDBNull(16) ? null : LedgerTime.Duration(row.GetInt64(16)),
        Attribution = ReadAttribution(row),
        Selection = row.GetString(21),
        DecisionHash = unchecked((ulong)row.GetInt64(22)),
        Prompt = row.IsDBNull(23) ? null : Known(row, ReadPrompt, isLenient),
        Checks = Text(row, 39) is { } checks ? Known(checks, ChecksJson.Read, isLenient) ?? [] : [],
        Propensity = row.IsDBNull(40) ? null : row.GetDouble(40),
        IsBatch = !row.IsDBNull(41) && row.GetInt64(41) != 0,
    };

    /// <summary>The tags as a JSON array; <see langword="null"/> if there are none.</summary>
    internal static string? Tags(SpendEntry entry) => entry.Attribution.Tags is { Count: > 0 } tags ? JsonSerializer.Serialize([.. tags], TagsJson.Readable.StringArray) : null;

    /// <summary>A suspicion of prompt injection as it is kept, to a thousandth.</summary>
    internal static double? Suspicion(PromptProfile? prompt) => prompt is null ? null : Math.Round(prompt.InjectionSuspicion, 3);

    /// <summary>The call's id with its most significant byte first: ids of calls sort by time then.</summary>
    internal static byte[] CallId(Guid id) => id.ToByteArray(bigEndian: true);

    private static RequestAttribution ReadAttribution(DbDataReader row) =>
        row.IsDBNull(17) && row.IsDBNull(18) && row.IsDBNull(19) && row.IsDBNull(20)
            ? RequestAttribution.None
            : new(Text(row, 17), Text(row, 18), Text(row, 19))
            {
                Tags = Text(row, 20) is { } tags ? JsonSerializer.Deserialize(tags, TagsJson.Default.StringArray)! : [],
            };

    private static TokenDetails ReadDetails(DbDataReader row) => new()
    {
        CacheWriteTokens = row.GetInt64(32),
        LongCacheWriteTokens = row.GetInt64(33),
        ImageInputTokens = row.GetInt64(34),
        AudioInputTokens = row.GetInt64(35),
        AudioOutputTokens = row.GetInt64(36),
    };

    private static PromptProfile ReadPrompt(DbDataReader row) => new()
    {
        Task = EnumText.Parse<PromptTask>(row.GetString(5)),
        Domain = EnumText.Parse<PromptDomain>(row.GetString(23)),
        Language = row.GetString(24),
        Difficulty = row.GetDouble(25),
        DataClass = EnumText.Parse<DataClass>(row.GetString(26)),
        InputTokens = row.GetInt32(27),
        ExpectedOutputTokens = row.GetInt32(28),
        OutputLimit = row.IsDBNull(29) ? null : row.GetInt32(29),
        ExpectsThinking = row.GetInt64(30) != 0,
        RequiredCapabilities = EnumText.ParseFlags<ModelCapabilities>(row.GetString(31)),

        // Entries of before these were kept have none of them.
        InjectionSuspicion = row.IsDBNull(37) ? 0 : row.GetDouble(37),
        Modalities = Text(row, 38) is { } modalities ? EnumText.ParseFlags<PromptModalities>(modalities) : PromptModalities.Text,
    };

    private static T? Known<TFrom, T>(TFrom from, Func<TFrom, T> read, bool isLenient)
        where T : class
    {
        try
        {
            return read(from);
        }
        catch (UnknownNameException) when (isLenient)
        {
            return null;
        }
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
