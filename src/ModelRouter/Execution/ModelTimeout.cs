namespace ModelRouter;

/// <summary>What took too long.</summary>
public enum ModelTimeout
{
    /// <summary>The first real content of a stream.</summary>
    FirstContent,

    /// <summary>The next update of a stream that had begun.</summary>
    Stall,

    /// <summary>The whole answer of an attempt that isn't streamed.</summary>
    Attempt,

    /// <summary>The call as a whole, all its attempts and waits together.</summary>
    Call,
}
