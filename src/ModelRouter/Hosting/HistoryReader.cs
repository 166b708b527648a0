namespace ModelRouter;

/// <summary>Reads a model's <c>History</c>.</summary>
internal static class HistoryReader
{
    // Says that ids may have any form, where the model's client would have given them one.
    private const string AnyId = "any";

    /// <summary>The dialect that configuration says.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="defaults">What holds where configuration says nothing.</param>
    internal static HistoryDialect Read(SectionReader reader, HistoryDialect defaults)
    {
        reader.Allow(
            "Reasoning", "SystemPrompt", "AlternatingTurns", "BeginsWithUser", "ToolCallIds", "ForeignToolCalls",
            "Images", "EmptyTurns", "Unsupported");
        return new()
        {
            Reasoning = reader.Choice<ReasoningEcho>("Reasoning") ?? defaults.Reasoning,
            SystemPrompt = reader.Choice<SystemPromptRule>("SystemPrompt") ?? defaults.SystemPrompt,
            AlternatingTurns = reader.Bool("AlternatingTurns") ?? defaults.AlternatingTurns,
            BeginsWithUser = reader.Bool("BeginsWithUser") ?? defaults.BeginsWithUser,
            ToolCallIds = ReadToolCallIds(reader, defaults.ToolCallIds),
            ForeignToolCalls = reader.Choice<ForeignToolCalls>("ForeignToolCalls") ?? defaults.ForeignToolCalls,
            Images = reader.Choice<UnseenImages>("Images") ?? defaults.Images,
            EmptyTurns = reader.Choice<EmptyTurns>("EmptyTurns") ?? defaults.EmptyTurns,
            Unsupported = ReadUnsupported(reader) ?? defaults.Unsupported,
        };
    }

    private static ToolCallIdFormat? ReadToolCallIds(SectionReader history, ToolCallIdFormat? defaultFormat)
    {
        SectionReader.ThrowIfBoth(history.Section.GetSection("ToolCallIds"));
        if (AnyId.Equals(history.Section["ToolCallIds"]?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var reader = history.Child("ToolCallIds");
        if (!reader.Section.GetChildren().Any())
        {
            return defaultFormat;
        }

        reader.Allow("MinLength", "MaxLength", "Punctuation");
        var defaults = new ToolCallIdFormat();
        var format = new ToolCallIdFormat
        {
            MinLength = reader.Int("MinLength", 1) ?? defaults.MinLength,
            MaxLength = reader.Int("MaxLength", ToolCallIdFormat.LeastMaxLength, ToolCallIdFormat.MostMaxLength) ?? defaults.MaxLength,
            Punctuation = reader.Text("Punctuation") ?? defaults.Punctuation,
        };
        return format.Problem() is { } problem ? throw new ModelRouterConfigurationException($"{reader.Section.Path}:MinLength", problem) : format;
    }

    private static UnsupportedOptions? ReadUnsupported(SectionReader reader)
    {
        if (reader.List("Unsupported") is not { } list)
        {
            return null;
        }

        var unsupported = UnsupportedOptions.None;
        foreach (var (path, text) in list)
        {
            unsupported |= SectionReader.ParseChoice<UnsupportedOptions>(path, text);
        }

        return unsupported;
    }
}
