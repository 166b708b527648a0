namespace ModelRouter;

/// <summary>What becomes of tool calls that another model made, or of which nobody knows whose they are.</summary>
public enum ForeignToolCalls
{
    /// <summary>They stay calls, with their results.</summary>
    Kept,

    /// <summary>Each result becomes a user turn that tells which tool was called with what; the call goes.</summary>
    Text,
}
