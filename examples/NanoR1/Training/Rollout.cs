namespace NanoR1;

/// <summary>An answer that the model tried, and what it was worth.</summary>
/// <param name="Prompt">Tokens of the question.</param>
/// <param name="Completion">Tokens that the model wrote.</param>
/// <param name="Reward">By <see cref="Reward"/>.</param>
internal sealed record Rollout(int[] Prompt, int[] Completion, double Reward)
{
    /// <summary>How much better than its group; 0 where all of a group did alike.</summary>
    public double Advantage { get; init; }
}
