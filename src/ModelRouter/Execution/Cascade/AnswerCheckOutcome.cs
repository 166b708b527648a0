namespace ModelRouter;

/// <summary>What came of a check.</summary>
public enum AnswerCheckOutcome
{
    /// <summary>The answer passed.</summary>
    Passed,

    /// <summary>The answer failed.</summary>
    Failed,

    /// <summary>Nothing can be said, and the answer is not held back for it.</summary>
    NotMade,
}
