namespace ModelRouter.Sampling;

/// <summary>No token can be drawn: after penalties, bias and bitmask every logit of the row is −∞ or NaN.</summary>
/// <remarks>A bitmask that allows nothing, a bias that bans whatever has a logit, or a model whose output is broken.</remarks>
public sealed class EmptyDistributionException : InvalidOperationException
{
    internal EmptyDistributionException(SamplingRow row)
        : base($"All {row.VocabularySize} logits are -∞ or NaN at step {row.Step}. " + (row.AllowedTokens is null
            ? "Check the model's output and the logit bias."
            : "Check that the bitmask allows a token that the model gives a logit."))
    {
        Step = row.Step;
    }

    /// <summary>The row's step at which nothing could be drawn.</summary>
    public ulong Step { get; }
}
