namespace NanoR1;

/// <summary>The sizes of a Qwen2 model with as many key-value heads as heads.</summary>
/// <param name="Vocabulary">Tokens; see <see cref="ByteTokenizer.VocabularySize"/>.</param>
/// <param name="Width">Elements of the hidden state; a multiple of <paramref name="Heads"/>.</param>
/// <param name="Layers">Transformer blocks.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="FeedForward">Elements of the feed-forward layer's hidden state.</param>
/// <param name="Context">Tokens that the model is trained for.</param>
/// <param name="RopeBase">Base of the rotation's frequencies.</param>
/// <param name="NormEpsilon">Added to the mean square before its root is taken.</param>
internal sealed record ModelShape(
    int Vocabulary, int Width, int Layers, int Heads, int FeedForward, int Context, float RopeBase = 10000f, float NormEpsilon = 1e-6f);
