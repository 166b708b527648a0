namespace ModelRouter.Cli;

/// <summary>The sizes of a Qwen2 model.</summary>
/// <param name="Width">Numbers of the hidden state, a multiple of 32.</param>
/// <param name="Layers">Transformer blocks.</param>
/// <param name="FeedForward">Numbers of the feed-forward layer, a multiple of 32.</param>
/// <param name="Heads">Heads of attention.</param>
/// <param name="KeyValueHeads">Heads of keys and values.</param>
/// <param name="Vocabulary">Tokens.</param>
internal sealed record SyntheticShape(int Width, int Layers, int FeedForward, int Heads, int KeyValueHeads, int Vocabulary)
{
    /// <summary>DeepSeek-R1-Distill-Qwen-1.5B: 1.9 GB as Q8_0.</summary>
    internal static SyntheticShape R1Distill { get; } = new(1536, 28, 8960, 12, 2, 151_936);

    /// <summary>R1's vocabulary on a model that a processor decodes in a millisecond: 11 MB.</summary>
    internal static SyntheticShape R1Vocabulary { get; } = new(32, 2, 64, 2, 1, 151_936);

    internal int KeyValueWidth => Width / Heads * KeyValueHeads;
}
