namespace ModelRouter;

/// <summary>Reads a model's <c>History</c>.</summary>
internal static class HistoryReader
{
    internal static HistoryDialect Read(SectionReader reader)
    {
        reader.Allow(
            "Reasoning", "SystemPrompt", "AlternatingTurns", "BeginsWithUser", "ToolCallIds", "ForeignToolCalls",
            "Images", "EmptyTurns", "Unsupported");
        var defaults = HistoryDialect.Default;
        return new()
        {
            Reasoning = reader.Choice<ReasoningEcho>("Reasoning") ?? defaults.Reasoning,
            SystemPrompt = reader.Choice<SystemPromptRule>("SystemPrompt") ?? defaults.SystemPrompt,
            AlternatingTurns = reader.Bool("AlternatingTurns") ?? defaults.AlternatingTurns,
            BeginsWithUser = reader.Bool("BeginsWithUser") ?? defaults.BeginsWithUser,
            ToolCallIds = ReadToolCallIds(reader.Child("ToolCallIds")),
            ForeignToolCalls = reader.Choice<ForeignToolCalls>("ForeignToolCalls") ?? defaults.ForeignToolCalls,
            Images = reader.Choice<UnseenImages>("Images") ?? defaults.Images,
            EmptyTurns = reader.Choice<EmptyTurns>("EmptyTurns") ?? defaults.EmptyTurns,
            Unsupported = ReadUnsupported(reader),
        };
    }

    private static ToolCallIdFormat? ReadToolCallIds(SectionReader reader)
    {
        if (!reader.Section.GetChildren().Any())
        {
            return null;
        }

        reader.Allow("MinLength", "MaxLength", "Punctuation");
        var defaults = new ToolCallIdFormat();
        var format = new ToolCallIdFormat
        {
            MinLength = reader.Int("MinLength", 1) ?? defaults.MinLength,
            MaxLength = reader.Int("MaxLength", 1) ?? defaults.MaxLength,
            Punctuation = reader.Text("Punctuation") ?? defaults.Punctuation,
        };
        return format.Problem() is { } problem ? throw new ModelRouterConfigurationException(reader.Section.Path, problem) : format;
    }

    private static UnsupportedOptions ReadUnsupported(SectionReader reader)
    {
        var unsupported = UnsupportedOptions.None;
        foreach (var (path, text) in reader.List("Unsupported") ?? [])
        {
            unsupported |= SectionReader.ParseChoice<UnsupportedOptions>(path, text);
        }

        return unsupported;
    }
}
