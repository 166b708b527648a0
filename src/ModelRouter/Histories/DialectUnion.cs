namespace ModelRouter;

/// <summary>Puts dialects together, for a model that several rules are known of.</summary>
internal static class DialectUnion
{
    /// <summary>A dialect that obeys both; where they differ, the choice that changes more of a conversation.</summary>
    internal static HistoryDialect And(this HistoryDialect dialect, HistoryDialect other) => new()
    {
        Reasoning = Tighter(dialect.Reasoning, other.Reasoning),
        SystemPrompt = Tighter(dialect.SystemPrompt, other.SystemPrompt),
        AlternatingTurns = dialect.AlternatingTurns || other.AlternatingTurns,
        BeginsWithUser = dialect.BeginsWithUser || other.BeginsWithUser,
        ToolCallIds = Tighter(dialect.ToolCallIds, other.ToolCallIds),

        // One that wants a thought with each call can't be given foreign calls, even where its thoughts are forbidden by the other.
        ForeignToolCalls = TellsCalls(dialect) || TellsCalls(other) ? ForeignToolCalls.Text : ForeignToolCalls.Kept,
        Images = Tighter(dialect.Images, other.Images),
        EmptyTurns = Tighter(dialect.EmptyTurns, other.EmptyTurns),
        Unsupported = dialect.Unsupported | other.Unsupported,
    };

    private static bool TellsCalls(HistoryDialect dialect) =>
        dialect.ForeignToolCalls == ForeignToolCalls.Text || dialect.Reasoning == ReasoningEcho.Required;

    private static ToolCallIdFormat? Tighter(ToolCallIdFormat? a, ToolCallIdFormat? b) =>
        a is null || b is null ? a ?? b : a.MaxLength <= b.MaxLength ? a : b;

    /// <summary>The later choice of each rule changes more of a conversation.</summary>
    private static T Tighter<T>(T a, T b)
        where T : struct, Enum => Comparer<T>.Default.Compare(a, b) >= 0 ? a : b;
}
