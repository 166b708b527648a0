namespace ModelRouter;

/// <summary>What follows from a failure before the first content.</summary>
internal enum FailureStep
{
    /// <summary>The caller gets the failure: no model would do better, or none may be asked to.</summary>
    Fail,

    /// <summary>The next model of the ranking is tried.</summary>
    Next,

    /// <summary>As <see cref="Next"/>, but only models with a larger context window.</summary>
    NextLarger,

    /// <summary>As <see cref="Next"/>, and once no other is left this one again, after the rest that it asked for.</summary>
    SameLater,
}
