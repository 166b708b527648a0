namespace ModelRouter;

/// <summary>What one agent took of a run, failed and cancelled attempts included.</summary>
/// <param name="Agent">The agent; <see langword="null"/> for calls of which nobody said whose they are, <see cref="Others"/> for all agents beyond the first 1,000 together.</param>
/// <param name="Models">The ids of the models that it reached, in the order in which it first did.</param>
/// <param name="Steps">Its attempts; ≥ 1.</param>
/// <param name="InputTokens">Tokens that its models read; ≥ 0.</param>
/// <param name="OutputTokens">Tokens that they wrote, thinking included; ≥ 0.</param>
/// <param name="ReasoningTokens">Of those, the ones spent thinking.</param>
/// <param name="Cost">US dollars; ≥ 0.</param>
public sealed record RunShare(
    string? Agent, IReadOnlyList<string> Models, int Steps, long InputTokens, long OutputTokens, long ReasoningTokens, decimal Cost)
{
    /// <summary>The name of the share of those agents that have none of their own.</summary>
    public const string Others = "others";
}
