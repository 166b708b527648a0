namespace ModelRouter.Cli;

/// <summary>What came of one request.</summary>
/// <param name="Verdict">The answer's verdict; <see langword="null"/> if it has none.</param>
/// <param name="Model">Who answered; <see langword="null"/> if nobody did.</param>
internal sealed record PromptReply(string? Verdict, string? Model)
{
    /// <summary>A request that no model answered.</summary>
    internal static readonly PromptReply None = new(null, null);

    public bool IsAnswered => Model is not null;
}
