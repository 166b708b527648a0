namespace NanoR1;

/// <summary>How to learn from one's own attempts.</summary>
internal sealed record GroupPolicyOptions
{
    /// <summary>Questions of a step.</summary>
    public int Questions { get; init; } = 48;

    /// <summary>Attempts at each, which are compared with each other.</summary>
    public int GroupSize { get; init; } = 8;

    /// <summary>Of the attempts' sampling.</summary>
    public float Temperature { get; init; } = 1.0f;

    /// <summary>β: how strongly the reference model holds on.</summary>
    public double KlWeight { get; init; } = 0.02;

    /// <summary>Tokens of an attempt at most.</summary>
    public int CompletionLimit { get; init; } = 320;
}
