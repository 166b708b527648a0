using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary><c>Row</c> of native/layout.h: one row's parameters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaRow
{
    public const uint Draw = 0;
    public const uint Greedy = 1;
    public const uint Forced = 2;
    public const uint NoMask = uint.MaxValue;

    public ulong Seed;
    public ulong Step;
    public ulong LeastMass;
    public ulong TopP;
    public float InverseTemperature;
    public float Repetition;
    public float Presence;
    public float Frequency;
    public uint TopK;
    public uint Mode;
    public uint ForcedToken;
    public uint Mask;
    public uint Penalties;
    public uint PenaltyCount;
    public uint Biases;
    public uint BiasCount;

    /// <summary>Number of 64-bit words that <see cref="Write"/> needs.</summary>
    public static int WordsOf(SamplingRow row) =>
        (row.Penalties?.Count ?? 0) + row.Bias.Length + (row.AllowedTokens is null ? 0 : (row.VocabularySize + 63) / 64);

    /// <summary>The row for the device; its lists and bitmask are written into the words from the offset on.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isAdjusted">True if the logits have their penalties and biases already.</param>
    /// <param name="words">Where the lists go.</param>
    /// <param name="offset">Where in the words there is room.</param>
    public static CudaRow Write(SamplingRow row, bool isAdjusted, Span<ulong> words, ref int offset)
    {
        var (parameters, filter) = (row.Parameters, row.Filter);
        var written = new CudaRow
        {
            Seed = row.RandomKey,
            Step = row.Step,
            LeastMass = filter.LeastMass,
            TopP = filter.TopP,
            InverseTemperature = filter.InverseTemperature,
            Repetition = parameters.RepetitionPenalty,
            Presence = parameters.PresencePenalty,
            Frequency = parameters.FrequencyPenalty,
            TopK = (uint)filter.TopK,
            Mode = row.ForcedToken is not null ? Forced : parameters.Temperature == 0 ? Greedy : Draw,
            ForcedToken = (uint)row.ForcedToken.GetValueOrDefault(),
            Mask = NoMask,
            Penalties = (uint)offset,
        };
        if (!isAdjusted && row.Penalties is { } penalties)
        {
            written.PenaltyCount = (uint)penalties.CopyTo(words[offset..]);
            offset += (int)written.PenaltyCount;
        }

        var biases = isAdjusted ? [] : row.Bias;
        (written.Biases, written.BiasCount) = ((uint)offset, (uint)biases.Length);
        foreach (var (token, bias) in biases)
        {
            words[offset++] = ((ulong)BitConverter.SingleToUInt32Bits(bias) << 32) | (uint)token;
        }

        if (row.AllowedTokens is { } allowed)
        {
            written.Mask = (uint)offset;
            var mask = allowed.AsSpan(0, (row.VocabularySize + 63) / 64);
            mask.CopyTo(words[offset..]);
            offset += mask.Length;
        }

        return written;
    }
}
