namespace ModelRouter.LlamaCpp;

/// <summary>What a model's chat template demands of a conversation.</summary>
internal static class TemplateDialect
{
    private const string DeepSeekTurn = "<｜Assistant｜>";
    private const string EndOfThought = "</think>";

    /// <summary>Of any model here: the engine reads text, so tool calls of other models are told as text.</summary>
    public static HistoryDialect Plain { get; } = new() { ForeignToolCalls = ForeignToolCalls.Text };

    private static readonly HistoryDialect R1 = HistoryDialect.DeepSeekR1 with { ForeignToolCalls = ForeignToolCalls.Text };

    /// <summary>The dialect that goes with a template, a Jinja text; <see langword="null"/> if there is none.</summary>
    public static HistoryDialect Of(string? template) =>
        template?.Contains(DeepSeekTurn, StringComparison.Ordinal) == true && template.Contains(EndOfThought, StringComparison.Ordinal) ? R1 : Plain;
}
