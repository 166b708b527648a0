namespace ModelRouter;

/// <summary>What becomes of a model's own thoughts when the conversation goes back to it.</summary>
public enum ReasoningEcho
{
    /// <summary>They go back if the caller kept them.</summary>
    Allowed,

    /// <summary>They go back, and a turn that calls tools must have its thought: calls of other models, whose thoughts
    /// this one can't be given, become text. DeepSeek's thinking models answer 400 otherwise.</summary>
    Required,

    /// <summary>They are taken out; DeepSeek-R1's endpoint answers 400 to a thought.</summary>
    Forbidden,
}
