namespace ModelRouter.Sampling;

/// <summary>One sequence's sampling state: its parameters, its step and the recent tokens that penalties look at.</summary>
/// <remarks>Not thread safe. A sampler only reads it; the caller calls <see cref="Accept"/> with the token that it takes.</remarks>
public sealed class SamplingRow
{
    /// <summary>Largest vocabulary: beyond it a sum of integer masses could pass 64 bits.</summary>
    internal const int LargestVocabulary = 1 << 19;

    /// <summary>Any constant will do: another key gives other numbers.</summary>
    private const ulong RedrawKey = 0xD1B54A32D192ED03;

    /// <summary>Begins a sequence at step 0 with no history.</summary>
    /// <param name="parameters">How this sequence is sampled.</param>
    /// <param name="vocabularySize">Logits per row, 1 to 524,288.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="vocabularySize"/> is outside its range.</exception>
    /// <exception cref="ArgumentException">A token of the logit bias is not in the vocabulary, or the bias bans all of them.</exception>
    public SamplingRow(SamplingParameters parameters, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vocabularySize, LargestVocabulary);
        Parameters = parameters;
        VocabularySize = vocabularySize;
        Filter = new SamplingFilter(parameters, vocabularySize);
        Penalties = TokenPenalties.For(parameters);
        Bias = [.. parameters.LogitBias.OrderBy(pair => pair.Key)];
        if (Bias.Length > 0 && Bias[^1].Key >= vocabularySize)
        {
            throw new ArgumentException(
                $"LogitBias names token {Bias[^1].Key}, but the vocabulary ends at {vocabularySize - 1}.", nameof(parameters));
        }

        if (Bias.Length == vocabularySize && Array.TrueForAll(Bias, static pair => float.IsNegativeInfinity(pair.Value)))
        {
            throw new ArgumentException($"LogitBias bans all {vocabularySize} tokens of the vocabulary; none is left to draw.", nameof(parameters));
        }
    }

    /// <summary>How this sequence is sampled.</summary>
    public SamplingParameters Parameters { get; }

    /// <summary>Logits per row.</summary>
    public int VocabularySize { get; }

    /// <summary>Number of tokens accepted so far through <see cref="Accept"/>; the counter of the random numbers.</summary>
    public ulong Step { get; private set; }

    /// <summary>The next token whatever its logit, even a masked one (to end a thought, say); cleared by <see cref="Accept"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a token outside the vocabulary.</exception>
    public int? ForcedToken
    {
        get;
        set
        {
            if (value is { } token)
            {
                ThrowIfNotAToken(token, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Bit t % 64 of element t / 64 allows token t; <see langword="null"/> allows all. Read, never written or copied.</summary>
    /// <exception cref="ArgumentException">Set to fewer than ⌈vocabulary / 64⌉ elements.</exception>
    public ulong[]? AllowedTokens
    {
        get;
        set
        {
            if (value is not null && value.Length < (VocabularySize + 63) / 64)
            {
                throw new ArgumentException(
                    $"The bitmask has {value.Length} elements; {VocabularySize} tokens need {(VocabularySize + 63) / 64}.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>True to draw the same step once more from the same logits, as when the token drawn is refused and a bitmask set instead.</summary>
    /// <remarks>The random number has nothing to do with the first one, else the outcome would be biased. Penalties and bias are not applied again: a sampler
    /// leaves them in the logits that it is given (on the host, <see cref="CudaSampler"/> leaves none and applies them anew). Cleared by <see cref="Accept"/>.</remarks>
    public bool IsRedraw { get; set; }

    /// <summary>Key of this draw's random number.</summary>
    internal ulong RandomKey => IsRedraw ? Parameters.Seed ^ RedrawKey : Parameters.Seed;

    internal SamplingFilter Filter { get; }

    internal TokenPenalties? Penalties { get; }

    internal KeyValuePair<int, float>[] Bias { get; }

    /// <summary>Takes a token into the sequence: history for the penalties, step + 1, forced token and redraw cleared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The token is outside the vocabulary.</exception>
    public void Accept(int token)
    {
        ThrowIfNotAToken(token, nameof(token));
        Penalties?.Add(token);
        Step++;
        ForcedToken = null;
        IsRedraw = false;
    }

    /// <summary>Shows the penalties the prompt, without a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token is outside the vocabulary; none was taken.</exception>
    public void Prime(ReadOnlySpan<int> promptTokens)
    {
        foreach (var token in promptTokens)
        {
            ThrowIfNotAToken(token, nameof(promptTokens));
        }

        foreach (var token in promptTokens)
        {
            Penalties?.Add(token);
        }
    }

    private void ThrowIfNotAToken(int token, string name)
    {
        if ((uint)token >= (uint)VocabularySize)
        {
            throw new ArgumentOutOfRangeException(name, token, $"Token ids go from 0 to {VocabularySize - 1}.");
        }
    }
}
