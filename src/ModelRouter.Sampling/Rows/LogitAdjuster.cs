using System.Numerics;

namespace ModelRouter.Sampling;

/// <summary>What is done to the logits in place before any sampler looks at them: penalties, bias, bitmask.</summary>
internal static class LogitAdjuster
{
    public static void Apply(Span<float> logits, SamplingRow row)
    {
        if (!row.IsRedraw)
        {
            ApplyPenaltiesAndBias(logits, row);
        }

        ApplyMask(logits, row);
    }

    public static void ApplyPenaltiesAndBias(Span<float> logits, SamplingRow row)
    {
        row.Penalties?.Apply(logits);
        foreach (var (token, bias) in row.Bias)
        {
            logits[token] += bias;
        }
    }

    public static void ApplyMask(Span<float> logits, SamplingRow row)
    {
        if (row.AllowedTokens is { } allowed)
        {
            Mask(logits, allowed);
        }
    }

    /// <summary>Reads +∞ as the largest finite logit, so that distances to it are numbers; for rows whose maximum is +∞.</summary>
    public static void ReplacePositiveInfinity(Span<float> logits) => logits.Replace(float.PositiveInfinity, float.MaxValue);

    private static void Mask(Span<float> logits, ulong[] allowed)
    {
        for (var start = 0; start < logits.Length; start += 64)
        {
            var block = logits.Slice(start, Math.Min(64, logits.Length - start));
            var banned = ~allowed[start / 64];
            if (banned == ulong.MaxValue)
            {
                block.Fill(float.NegativeInfinity);
                continue;
            }

            if (block.Length < 64)
            {
                banned &= (1UL << block.Length) - 1;
            }

            for (; banned != 0; banned &= banned - 1)
            {
                block[BitOperations.TrailingZeroCount(banned)] = float.NegativeInfinity;
            }
        }
    }
}
