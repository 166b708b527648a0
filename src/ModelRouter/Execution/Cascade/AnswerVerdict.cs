namespace ModelRouter;

/// <summary>What a verifier says of an answer.</summary>
public sealed record AnswerVerdict
{
    private AnswerVerdict(AnswerCheckOutcome outcome, string? reason) => (Outcome, Reason) = (outcome, reason);

    /// <summary>The answer is good enough.</summary>
    public static AnswerVerdict Accepted { get; } = new(AnswerCheckOutcome.Passed, null);

    /// <summary>Accepted, failed, or not to be told.</summary>
    public AnswerCheckOutcome Outcome { get; }

    /// <summary>Why, in a short sentence.</summary>
    public string? Reason { get; }

    /// <summary>The answer is not good enough.</summary>
    /// <param name="reason">Why, in a short sentence. It stands on the receipt, so it should quote neither prompt nor answer.</param>
    public static AnswerVerdict Rejected(string reason) => new(AnswerCheckOutcome.Failed, Checked(reason));

    /// <summary>It can't be told, so the answer passes.</summary>
    /// <param name="reason">As for <see cref="Rejected"/>.</param>
    public static AnswerVerdict Unknown(string reason) => new(AnswerCheckOutcome.NotMade, Checked(reason));

    private static string Checked(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return reason;
    }
}
