namespace ModelRouter.TestModels;

/// <summary>
/// DeepSeek-R1-Distill-Qwen's kind of vocabulary in small: byte-level BPE with Qwen2's pre-tokenizer, R1's special tokens at the end.
/// </summary>
public sealed class ByteLevelVocabulary : TinyVocabulary
{
    // In merge order: each joins two tokens that are there before it.
    private static readonly (string Left, string Right)[] Merges =
        [("t", "h"), ("a", "n"), ("i", "n"), ("th", "e"), ("an", "d"), ("in", "g"), (" ", "the"), (" ", "and"), (" ", "in"), (" ", "a")];

    private static readonly TinyToken[] Markers =
    [
        new(R1Tokens.EndOfSentence, TokenType.Control),
        new(R1Tokens.User, TokenType.Control),
        new(R1Tokens.Assistant, TokenType.Control),
        new(R1Tokens.BeginOfSentence, TokenType.Control),
        new(R1Tokens.ThinkStart, TokenType.UserDefined),
        new(R1Tokens.ThinkEnd, TokenType.UserDefined),
    ];

    private ByteLevelVocabulary(IReadOnlyList<TinyToken> tokens)
        : base(tokens, R1Tokens.BeginOfSentence, [R1Tokens.EndOfSentence])
    {
    }

    /// <summary>Makes the vocabulary: 256 bytes, merged pieces, <paramref name="pieces"/>, special tokens, <paramref name="controls"/>.</summary>
    /// <remarks>Tokenizing never yields one of <paramref name="pieces"/>, for which there is no merge; generating does.</remarks>
    public static ByteLevelVocabulary Create(IEnumerable<string> pieces, IEnumerable<string> controls)
    {
        TinyToken[] markers = [.. Markers, .. controls.Select(text => new TinyToken(text, TokenType.Control))];
        var seen = markers.Select(marker => marker.Text).ToHashSet(StringComparer.Ordinal);
        List<TinyToken> tokens = [];
        var texts = Enumerable.Range(0, 256).Select(value => ByteLevelAlphabet.Symbol((byte)value).ToString())
            .Concat(Merges.Select(merge => ByteLevelAlphabet.Encode(merge.Left + merge.Right)))
            .Concat(pieces.Where(piece => !seen.Contains(piece)).Select(ByteLevelAlphabet.Encode));
        tokens.AddRange(texts.Where(seen.Add).Select(text => new TinyToken(text, TokenType.Normal)));
        tokens.AddRange(markers);
        return new ByteLevelVocabulary(tokens);
    }

    internal override void WriteTo(GgufWriter writer)
    {
        writer.Add("tokenizer.ggml.model", "gpt2");
        writer.Add("tokenizer.ggml.pre", "deepseek-r1-qwen");
        WriteTokens(writer);
        writer.Add("tokenizer.ggml.merges", [.. Merges.Select(merge => $"{ByteLevelAlphabet.Encode(merge.Left)} {ByteLevelAlphabet.Encode(merge.Right)}")]);
    }

    private protected override string Encode(string text) => ByteLevelAlphabet.Encode(text);

    private protected override string EncodeByte(byte value) => ByteLevelAlphabet.Symbol(value).ToString();
}
