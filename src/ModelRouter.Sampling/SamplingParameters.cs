using System.Collections.Frozen;

namespace ModelRouter.Sampling;

/// <summary>How one sequence's next token is drawn. Immutable; safe to share between threads.</summary>
/// <remarks>
/// The order is fixed: penalties, bias, bitmask, temperature, min-p, joint top-k and top-p, draw. "Joint" means that top-k and top-p
/// are both measured on the distribution that min-p left, and the smaller set wins; top-p is not taken anew over the top-k tokens.
/// Setting a value outside its range throws <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
public sealed record SamplingParameters
{
    /// <summary>Likeliest token always; ties go to the lowest token id.</summary>
    public static SamplingParameters Greedy { get; } = new() { Temperature = 0 };

    /// <summary>What DeepSeek recommends for R1 and its distilled models: temperature 0.6, then top-p 0.95.</summary>
    public static SamplingParameters DeepSeekR1 { get; } = new() { Temperature = 0.6f, TopP = 0.95f };

    /// <summary>Divisor of the logits: 0 for greedy, else 0.01 to 100. 0.8 if not set.</summary>
    public float Temperature
    {
        get;
        init => field = value == 0 ? 0 : Within(value, 0.01f, 100f, nameof(Temperature), "0 (greedy) or 0.01 to 100");
    } = 0.8f;

    /// <summary>Keep at most this many tokens; 0 (the default) for no limit.</summary>
    public int TopK
    {
        get;
        init => field = value >= 0
            ? value
            : throw OutOfRange(value, nameof(TopK), "0 (off) or more");
    }

    /// <summary>Keep the smallest set of likeliest tokens with this probability, 0 to 1; 1 (the default) for all, 0 for one.</summary>
    public float TopP
    {
        get;
        init => field = Within(value, 0, 1, nameof(TopP), "0 to 1");
    } = 1;

    /// <summary>Keep tokens at least this probable relative to the likeliest, 0 to 1; 0 (the default) for all.</summary>
    public float MinP { get; init => field = Within(value, 0, 1, nameof(MinP), "0 to 1"); }

    /// <summary>Divides the positive and multiplies the negative logits of recent tokens (<see cref="PenaltyWindow"/>), 0.01 to 100; 1 (the default) for none.</summary>
    public float RepetitionPenalty
    {
        get;
        init => field = Within(value, 0.01f, 100f, nameof(RepetitionPenalty), "0.01 to 100");
    } = 1;

    /// <summary>Subtracted once from the logit of each recent token (<see cref="PenaltyWindow"/>, the last 64 by default, not the whole text), −100 to 100; 0 by default.</summary>
    public float PresencePenalty { get; init => field = Within(value, -100, 100, nameof(PresencePenalty), "-100 to 100"); }

    /// <summary>Subtracted from a logit for each recent occurrence of its token (<see cref="PenaltyWindow"/>, the last 64 by default, not the whole text), −100 to 100; 0 by default.</summary>
    public float FrequencyPenalty { get; init => field = Within(value, -100, 100, nameof(FrequencyPenalty), "-100 to 100"); }

    /// <summary>How many tokens back all three penalties look, into the prompt as well: 0 is off, −1 the whole sequence, at most 1,048,576; 64 by default.</summary>
    public int PenaltyWindow
    {
        get;
        init => field = value is >= -1 and <= 1 << 20
            ? value
            : throw OutOfRange(value, nameof(PenaltyWindow), "-1 (whole sequence), 0 (off) or at most 1048576 tokens");
    } = 64;

    /// <summary>Added to the logits of these token ids after the penalties: finite, or −∞ to ban a token. Copied.</summary>
    public IReadOnlyDictionary<int, float> LogitBias
    {
        get;
        init => field = CopyOf(value);
    } = FrozenDictionary<int, float>.Empty;

    /// <summary>Key of the random numbers: the same seed, step and logits give the same token on every device.</summary>
    public ulong Seed { get; init; }

    /// <summary>True if tokens are drawn the same way: all values are equal, biases token by token.</summary>
    public bool Equals(SamplingParameters? other) =>
        other is not null && Figures == other.Figures && LogitBias.Count == other.LogitBias.Count
        && LogitBias.All(bias => other.LogitBias.TryGetValue(bias.Key, out var value) && value == bias.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Figures, LogitBias.Count);

    /// <summary>Everything that is a single number.</summary>
    private (float, int, float, float, float, float, float, int, ulong) Figures =>
        (Temperature, TopK, TopP, MinP, RepetitionPenalty, PresencePenalty, FrequencyPenalty, PenaltyWindow, Seed);

    private static float Within(float value, float low, float high, string name, string range) =>
        value >= low && value <= high ? value : throw OutOfRange(value, name, range);

    private static ArgumentOutOfRangeException OutOfRange(object value, string name, string range) =>
        new(name, value, $"{name} must be {range}.");

    private static FrozenDictionary<int, float> CopyOf(IReadOnlyDictionary<int, float> bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        foreach (var (token, value) in bias)
        {
            if (token < 0 || float.IsNaN(value) || float.IsPositiveInfinity(value))
            {
                throw OutOfRange($"{token}: {value}", nameof(LogitBias), "token ids of 0 or more with finite values or -∞");
            }
        }

        return bias.ToFrozenDictionary();
    }
}
