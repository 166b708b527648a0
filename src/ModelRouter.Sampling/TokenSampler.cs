namespace ModelRouter.Sampling;

/// <summary>Draws tokens from logits; for the same bits every implementation picks the same token and reports the same figures.</summary>
/// <remarks>
/// The semantics is <em>integer mass</em>: a token weighs trunc(2⁴⁴ · exp((logit − max) / T)), computed with IEEE 754 float operations in
/// a fixed order, and all sums are unsigned 64-bit integers, hence independent of order, slicing and batch.
/// <list type="bullet">
/// <item>Tokens rank by max − logit as a float rounds it, least first; equal distances, which close logits far below the maximum can have,
/// by token id, lowest first.</item>
/// <item>Min-p keeps tokens with at least ⌈p · 2⁴⁴⌉ mass. Top-p keeps the smallest prefix of the ranking with at least
/// ⌈p · Z⌉ mass, where Z is the mass that min-p left and p is cut to a multiple of 2⁻³²; top-k keeps its first k. The shorter prefix wins; it has at least one token.</item>
/// <item>The draw walks the kept tokens by ascending id to the mass ⌊r · K / 2⁶⁴⌋, where K is the kept mass and r the first 64 bits
/// of Philox4x32-10 with the row's seed as key and its step as counter.</item>
/// <item>NaN counts as −∞; +∞ as the largest finite float. A mass of zero (about 30 T below the maximum) is never drawn.</item>
/// </list>
/// Samplers are thread safe; rows are not. What follows from the definition at the edges: temperature 0 takes the likeliest token (the
/// lowest id of a tie) and has kept 1; top-p 0 and top-k 1 keep one token; a top-k beyond the vocabulary limits nothing. A token outside
/// the vocabulary is refused when it is set in <see cref="SamplingRow"/>, a parameter out of range when it is set in
/// <see cref="SamplingParameters"/>.
/// </remarks>
/// <example>
/// The loop around an engine of one's own, which computes the next token's logits (<c>engine</c>), for one sequence:
/// <code>
/// var row = new SamplingRow(new SamplingParameters { Temperature = 0.6f, TopP = 0.95f, Seed = 42 }, engine.VocabularySize);
/// row.Prime(prompt); // For the penalties alone.
/// var logits = new float[engine.VocabularySize];
/// for (engine.Read(prompt, logits); answer.Count &lt; limit; engine.Read([answer[^1]], logits))
/// {
///     var drawn = TokenSampler.Best.Sample(logits, row);
///     if (drawn.Token == engine.End)
///     {
///         break;
///     }
///
///     row.Accept(drawn.Token);
///     answer.Add(drawn.Token);
/// }
/// </code>
/// </example>
public abstract class TokenSampler
{
    private protected TokenSampler()
    {
    }

    /// <summary>The fastest sampler on this machine's processor.</summary>
    public static TokenSampler Best { get; } =
        Avx512Sampler.IsSupported ? new Avx512Sampler()
        : Avx2Sampler.IsSupported ? new Avx2Sampler()
        : Vector128Sampler.IsSupported ? new Vector128Sampler()
        : new ScalarSampler();

    /// <summary>Short name for logs and receipts: <c>scalar</c>, <c>vector128</c>, <c>avx2</c>, <c>avx512</c>, <c>cuda</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Draws one row's next token. Does not change the row: call <see cref="SamplingRow.Accept"/> with the token taken.</summary>
    /// <param name="logits">The row's logits; overwritten where penalties, bias or bitmask apply.</param>
    /// <param name="row">The sequence's state. Concurrent calls must be for different rows.</param>
    /// <exception cref="ArgumentException">The number of logits is not the row's vocabulary size.</exception>
    /// <exception cref="EmptyDistributionException">Every logit is −∞ or NaN, whether or not a token is forced.</exception>
    public virtual SampledToken Sample(Span<float> logits, SamplingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        ThrowIfMismatched(logits, [row]);
        LogitAdjuster.Apply(logits, row);
        return SampleAdjusted(logits, row);
    }

    /// <summary>Draws the next token of several rows. This is the seam that a device sampler overrides to launch once per batch.</summary>
    /// <param name="logits">Row i's logits start at i · vocabulary size.</param>
    /// <param name="rows">Distinct rows of one vocabulary size.</param>
    /// <param name="results">One token per row; what precedes a row that throws is written.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="EmptyDistributionException">Every logit of a row is −∞ or NaN.</exception>
    public virtual void Sample(Span<float> logits, ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        ThrowIfMismatched(rows, results);
        ThrowIfMismatched(logits, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            results[i] = Sample(logits.Slice(i * rows[i].VocabularySize, rows[i].VocabularySize), rows[i]);
        }
    }

    /// <summary>Draws from logits to which penalties, bias and bitmask have been applied.</summary>
    internal abstract SampledToken SampleAdjusted(Span<float> logits, SamplingRow row);

    internal static void ThrowIfMismatched(ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        if (results.Length < rows.Length)
        {
            throw new ArgumentException($"{results.Length} results cannot hold {rows.Length} rows.", nameof(results));
        }

        foreach (var row in rows)
        {
            ArgumentNullException.ThrowIfNull(row, nameof(rows));
            if (row.VocabularySize != rows[0].VocabularySize)
            {
                throw new ArgumentException(
                    $"A batch has one vocabulary; its rows have {rows[0].VocabularySize} and {row.VocabularySize} tokens.", nameof(rows));
            }
        }
    }

    internal static void ThrowIfMismatched(ReadOnlySpan<float> logits, ReadOnlySpan<SamplingRow> rows)
    {
        var vocabulary = rows.IsEmpty ? 0 : rows[0].VocabularySize;
        if (logits.Length != (long)vocabulary * rows.Length)
        {
            throw new ArgumentException(
                $"{rows.Length} rows of {vocabulary} tokens need {(long)vocabulary * rows.Length} logits; there are {logits.Length}.",
                nameof(logits));
        }
    }
}
