namespace ModelRouter;

/// <summary>What is expected of the application's own verifiers, each of them. Sensitivity 0.8 and specificity 0.95 are guesses.</summary>
public sealed class VerifierCheckOptions : AnswerCheckOptions
{
    internal VerifierCheckOptions()
        : base(sensitivity: 0.8, specificity: 0.95)
    {
    }

    /// <summary>How long one may take; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit, default 30 s. An answer that it has no word on by then
    /// passes it, and the receipt says so.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
