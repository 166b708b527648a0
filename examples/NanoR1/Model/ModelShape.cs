namespace NanoR1;

/// <summary>Sizes of a Qwen2 decoder with tied embeddings and one key head per query head.</summary>
/// <param name="Vocabulary">Tokens.</param>
/// <param name="Width">Numbers per token between the layers; a multiple of <paramref name="Heads"/>.</param>
/// <param name="Layers">Blocks of attention and feed-forward.</param>
/// <param name="Heads">Attention heads; their width is even.</param>
/// <param name="FeedForward">Inner width of the feed-forward part.</param>
/// <param name="Context">Tokens of a conversation at most.</param>
/// <param name="RopeBase">Base of the rotary positions' wavelengths.</param>
/// <param name="NormEpsilon">Added to the mean square before its root is taken.</param>
internal sealed record ModelShape(
    int Vocabulary, int Width, int Layers, int Heads, int FeedForward, int Context, float RopeBase = 10000f, float NormEpsilon = 1e-6f)
{
    /// <summary>The model that ships: 1.8 million parameters.</summary>
    public static ModelShape Nano { get; } = new(ByteTokenizer.VocabularySize, 192, 4, 6, 512, 512);

    public int HeadWidth => Width / Heads;
}
