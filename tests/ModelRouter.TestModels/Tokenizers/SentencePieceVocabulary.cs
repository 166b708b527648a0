using System.Text;

namespace ModelRouter.TestModels;

/// <summary>
/// Llama's kind of vocabulary (llama.cpp's "SPM"): text is put together from letters by merging neighbours, best score first;
/// what has no piece falls back to bytes; a space is written as U+2581.
/// </summary>
public sealed class SentencePieceVocabulary : TinyVocabulary
{
    // Longer pieces come first and so merge first; each is reachable by merging two others.
    private static readonly string[] Words = ["th", "an", "in", "the", "and", "ing", " the", " and", " in", " a"];

    private SentencePieceVocabulary(IReadOnlyList<TinyToken> tokens)
        : base(tokens, "<s>", ["</s>", "<|im_end|>"])
    {
    }

    /// <summary>Makes the vocabulary: special tokens with <paramref name="controls"/>, 256 bytes, common pieces, letters, then <paramref name="pieces"/>.</summary>
    public static SentencePieceVocabulary Create(IEnumerable<string> pieces, IEnumerable<string> controls)
    {
        List<TinyToken> tokens =
        [
            new("<unk>", TokenType.Unknown),
            new("<s>", TokenType.Control),
            new("</s>", TokenType.Control),
            new("<|im_start|>", TokenType.Control),
            new("<|im_end|>", TokenType.Control),
            new("<think>", TokenType.UserDefined),
            new("</think>", TokenType.UserDefined),
            .. controls.Select(text => new TinyToken(text, TokenType.Control)),
        ];
        tokens.AddRange(Enumerable.Range(0, 256).Select(value => new TinyToken(ByteText((byte)value), TokenType.Byte)));
        var letters = Enumerable.Range('a', 26).Concat(Enumerable.Range('A', 26)).Concat(Enumerable.Range('0', 10)).Append(' ');
        var seen = tokens.Select(token => token.Text).ToHashSet(StringComparer.Ordinal);
        var score = 0f;
        foreach (var piece in Words.Concat(letters.Select(letter => ((char)letter).ToString())).Concat(pieces))
        {
            var text = Mark(piece);
            if (!IsByte(piece) && seen.Add(text))
            {
                tokens.Add(new TinyToken(text, TokenType.Normal, --score));
            }
        }

        return new SentencePieceVocabulary(tokens);
    }

    internal override void WriteTo(GgufWriter writer)
    {
        writer.Add("tokenizer.ggml.model", "llama");
        WriteTokens(writer);
        writer.Add("tokenizer.ggml.scores", [.. Tokens.Select(token => token.Score)]);
        writer.Add("tokenizer.ggml.unknown_token_id", 0u);
    }

    private protected override string Encode(string text) => Mark(text);

    private protected override string EncodeByte(byte value) => ByteText(value);

    private static string Mark(string text) => text.Replace(' ', '\u2581');

    private static string ByteText(byte value) => $"<0x{value:X2}>";

    // A single byte outside the letters already has its token; a second one would make tokenizing ambiguous.
    private static bool IsByte(string piece) => Encoding.UTF8.GetByteCount(piece) == 1 && !char.IsAsciiLetterOrDigit(piece[0]) && piece is not " ";
}
