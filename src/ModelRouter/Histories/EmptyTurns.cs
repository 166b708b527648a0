namespace ModelRouter;

/// <summary>What becomes of a model's turn without any content.</summary>
public enum EmptyTurns
{
    /// <summary>It goes; most services reject it.</summary>
    Dropped,

    /// <summary>A short text says that there was no answer, so that turns keep their order.</summary>
    Filled,
}
