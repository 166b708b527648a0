using System.Buffers;
using System.Text;
using LLama;
using LLama.Native;
using ModelRouter.LlamaCpp;

namespace ModelRouter.LLamaSharp;

/// <summary>A model's tokenizer as LLamaSharp offers it. Safe for concurrent use.</summary>
internal sealed class SharpVocabulary : IModelVocabulary
{
    private readonly SafeLlamaModelHandle _model;
    private readonly byte[]?[] _pieces;
    private readonly bool[] _ends;
    private readonly SearchValues<string> _controlTexts;

    public SharpVocabulary(LLamaWeights weights)
    {
        _model = weights.NativeHandle;
        Size = weights.Vocab.Count;
        _pieces = new byte[]?[Size];
        _ends = new bool[Size];
        var controls = new List<string>();
        for (var token = 0; token < Size; token++)
        {
            _ends[token] = ((LLamaToken)token).IsEndOfGeneration(weights.Vocab);
            if (((LLamaToken)token).IsControl(weights.Vocab) && Encoding.UTF8.GetString(MakePiece(token, special: true)) is { Length: > 1 } text)
            {
                controls.Add(text);
            }
        }

        _controlTexts = SearchValues.Create([.. controls], StringComparison.Ordinal);
        BeginningText = weights.Vocab.BOS is { } beginning ? Encoding.UTF8.GetString(MakePiece((int)beginning, special: true)) : "";
    }

    public int Size { get; }

    public string BeginningText { get; }

    public bool IsEndOfGeneration(int token) => _ends[token];

    public bool SpellsControlToken(string text) => text.AsSpan().ContainsAny(_controlTexts);

    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial) =>
        Array.ConvertAll(_model.Tokenize(text, addSpecial, parseSpecial, Encoding.UTF8), token => (int)token);

    public ReadOnlySpan<byte> Piece(int token) => _pieces[token] ??= MakePiece(token, special: false);

    private byte[] MakePiece(int token, bool special)
    {
        var piece = Read(token, special);

        // Some models mark the think tags as control tokens, which would hide where the thought ends.
        if (piece.Length == 0 && !special && Read(token, special: true) is var text && ThinkTags.IsTag(Encoding.UTF8.GetString(text)))
        {
            return text;
        }

        return piece;
    }

    private byte[] Read(int token, bool special)
    {
        var buffer = new byte[64];
        var length = _model.TokenToSpan(token, buffer, 0, special);
        if (length > buffer.Length)
        {
            buffer = new byte[length];
            length = _model.TokenToSpan(token, buffer, 0, special);
        }

        return buffer[..(int)length];
    }
}
