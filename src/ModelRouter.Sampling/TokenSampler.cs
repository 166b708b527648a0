namespace ModelRouter.Sampling;

/// <summary>Draws tokens from logits; for the same bits every implementation picks the same token and reports the same figures.</summary>
/// <remarks>
/// The semantics is <em>integer mass</em>: a token weighs trunc(2⁴⁴ · exp((logit − max) / T)), computed with IEEE 754 float operations in
/// a fixed order, and all sums are unsigned 64-bit integers, hence independent of order, slicing and batch.
/// <list type="bullet">
/// <item>Tokens rank by logit, highest first; equal logits (−0 equals +0) by token id, lowest first.</item>
/// <item>Min-p keeps tokens with at least ⌈p · 2⁴⁴⌉ mass. Top-p keeps the smallest prefix of the ranking with at least
/// ⌈p · Z⌉ mass, where Z is the mass that min-p left; top-k keeps its first k. The shorter prefix wins; it has at least one token.</item>
/// <item>The draw walks the kept tokens by ascending id to the mass ⌊r · K / 2⁶⁴⌋, where K is the kept mass and r the first 64 bits
/// of Philox4x32-10 with the row's seed as key and its step as counter.</item>
/// <item>NaN counts as −∞; +∞ as the largest finite float. A mass of zero (about 30 T below the maximum) is never drawn.</item>
/// </list>
/// Samplers are thread safe; rows are not.
/// </remarks>
public abstract class TokenSampler
{
    /// <summary>The fastest sampler that this machine supports.</summary>
    public static TokenSampler Best { get; } =
        Avx512Sampler.IsSupported ? new Avx512Sampler() : Avx2Sampler.IsSupported ? new Avx2Sampler() : new ScalarSampler();

    /// <summary>Short name for logs and receipts: <c>scalar</c>, <c>avx2</c>, <c>avx512</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Draws one row's next token. Does not change the row: call <see cref="SamplingRow.Accept"/> with the token taken.</summary>
    /// <param name="logits">The row's logits; overwritten where penalties, bias or bitmask apply.</param>
    /// <param name="row">The sequence's state. Concurrent calls must be for different rows.</param>
    /// <exception cref="ArgumentException">The number of logits is not the row's vocabulary size.</exception>
    /// <exception cref="EmptyDistributionException">Every logit is −∞ or NaN, whether or not a token is forced.</exception>
    public abstract SampledToken Sample(Span<float> logits, SamplingRow row);

    /// <summary>Draws the next token of several rows. This is the seam that a device sampler overrides to launch once per batch.</summary>
    /// <param name="logits">Row i's logits start at i · vocabulary size.</param>
    /// <param name="rows">Distinct rows of one vocabulary size.</param>
    /// <param name="results">One token per row; what precedes a row that throws is written.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="EmptyDistributionException">Every logit of a row is −∞ or NaN.</exception>
    public virtual void Sample(Span<float> logits, ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        if (results.Length < rows.Length)
        {
            throw new ArgumentException($"{results.Length} results cannot hold {rows.Length} rows.", nameof(results));
        }

        if (rows.IsEmpty)
        {
            return;
        }

        var vocabulary = rows[0].VocabularySize;
        if (logits.Length != (long)vocabulary * rows.Length)
        {
            throw new ArgumentException(
                $"{rows.Length} rows of {vocabulary} tokens need {(long)vocabulary * rows.Length} logits; there are {logits.Length}.",
                nameof(logits));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            results[i] = Sample(logits.Slice(i * vocabulary, vocabulary), rows[i]);
        }
    }

    internal static void ThrowIfMismatched(ReadOnlySpan<float> logits, SamplingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (logits.Length != row.VocabularySize)
        {
            throw new ArgumentException($"The row has {row.VocabularySize} tokens; there are {logits.Length} logits.", nameof(logits));
        }
    }
}
