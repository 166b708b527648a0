using System.Globalization;
using System.Text;

namespace ModelRouter.TestModels;

/// <summary>A small but complete vocabulary: every byte has a token, so any text can be written. Immutable.</summary>
public abstract class TinyVocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    private protected TinyVocabulary(IReadOnlyList<TinyToken> tokens, string begin, IReadOnlyList<string> ends)
    {
        Tokens = tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            // llama.cpp aborts the process on two tokens of the same text.
            if (!_ids.TryAdd(tokens[i].Text, i))
            {
                throw new ArgumentException($"Token '{tokens[i].Text}' is in the vocabulary twice.", nameof(tokens));
            }
        }

        Begin = _ids[begin];
        Ends = [.. ends.Select(end => _ids[end])];
    }

    /// <summary>The tokens; a token's id is its position.</summary>
    public IReadOnlyList<TinyToken> Tokens { get; }

    /// <summary>The id of the token that begins every prompt.</summary>
    public int Begin { get; }

    /// <summary>The ids of all tokens that llama.cpp takes as the end of generation, the model's own first.</summary>
    public IReadOnlyList<int> Ends { get; }

    /// <summary>The id of a piece of text, which must be a single token.</summary>
    /// <param name="piece">Plain text (<c>" the"</c>), a marker (<c>&lt;think&gt;</c>), one byte (<c>&lt;0xEC&gt;</c>) or <see cref="MarkovChain.End"/>.</param>
    /// <exception cref="ArgumentException">The piece is no single token.</exception>
    public int Id(string piece) =>
        TryId(piece) ?? throw new ArgumentException($"'{piece}' is not one token of this vocabulary. Add it to TinyModelOptions.Pieces.", nameof(piece));

    internal abstract void WriteTo(GgufWriter writer);

    private protected abstract string Encode(string text);

    private protected abstract string EncodeByte(byte value);

    private int? TryId(string piece)
    {
        if (piece is MarkovChain.End)
        {
            return Ends[0];
        }

        if (piece is ['<', '0', 'x', _, _, '>'])
        {
            return _ids[EncodeByte(byte.Parse(piece.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        }

        if (_ids.TryGetValue(piece, out var id) || _ids.TryGetValue(Encode(piece), out id))
        {
            return id;
        }

        var bytes = Encoding.UTF8.GetBytes(piece);
        return bytes.Length == 1 ? _ids[EncodeByte(bytes[0])] : null;
    }

    private protected void WriteTokens(GgufWriter writer)
    {
        writer.Add("tokenizer.ggml.tokens", [.. Tokens.Select(token => token.Text)]);
        writer.Add("tokenizer.ggml.token_type", [.. Tokens.Select(token => (int)token.Type)]);
        writer.Add("tokenizer.ggml.bos_token_id", (uint)Begin);
        writer.Add("tokenizer.ggml.eos_token_id", (uint)Ends[0]);
        writer.Add("tokenizer.ggml.add_bos_token", true);
    }
}
