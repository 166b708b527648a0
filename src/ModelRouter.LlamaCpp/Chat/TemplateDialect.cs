namespace ModelRouter.LlamaCpp;

/// <summary>What a model's chat template demands of a conversation.</summary>
internal static class TemplateDialect
{
    private const string DeepSeekTurn = "<｜Assistant｜>";
    private const string EndOfThought = "</think>";

    /// <summary>Of any model here: the engine reads text, so tool calls of other models are told as text.</summary>
    public static HistoryDialect Plain { get; } = new() { ForeignToolCalls = ForeignToolCalls.Text };

    private static readonly HistoryDialect R1 = HistoryDialect.DeepSeekR1 with { ForeignToolCalls = ForeignToolCalls.Text };

    /// <summary>The dialect of the model that options name, from its file's header; <see langword="null"/> if that can't be read, which is told by loading it.</summary>
    public static HistoryDialect? Read(LlamaModelOptions options)
    {
        try
        {
            return Of(options.ChatTemplate ?? GgufReader.Read(options.ModelPath).ChatTemplate);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidModelFileException)
        {
            return null;
        }
    }

    /// <summary>The dialect that goes with a template, a Jinja text; <see langword="null"/> if there is none.</summary>
    public static HistoryDialect Of(string? template) =>
        template?.Contains(DeepSeekTurn, StringComparison.Ordinal) == true && template.Contains(EndOfThought, StringComparison.Ordinal) ? R1 : Plain;
}
