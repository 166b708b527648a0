namespace ModelRouter;

/// <summary>How a text is read for its language, and where between two of its stretches the reading is.</summary>
internal ref struct LanguageScan
{
    /// <summary>True to count comments of code as well.</summary>
    internal bool ReadsComments;

    /// <summary>True once a comment was passed over.</summary>
    internal bool HasComments;

    /// <summary>True within a code block.</summary>
    internal bool IsInCode;

    /// <summary>What stands behind the stretch that is read.</summary>
    internal ReadOnlySpan<char> Next;
}
