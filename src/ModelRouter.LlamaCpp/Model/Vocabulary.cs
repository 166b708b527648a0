using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>A model's tokenizer. Safe for concurrent use.</summary>
internal sealed unsafe class Vocabulary : IModelVocabulary
{
    private readonly nint _handle;
    private readonly byte[]?[] _pieces;
    private readonly SearchValues<string> _controlTexts;
    private AnswerTokens? _answerTokens;

    public Vocabulary(nint handle)
    {
        _handle = handle;
        Size = LlamaNative.VocabularySize(handle);
        _pieces = new byte[]?[Size];
        var controls = Enumerable.Range(0, Size)
            .Where(token => LlamaNative.VocabularyIsControl(_handle, token) != 0)
            .Select(Text)
            .Where(text => text.Length > 1);
        _controlTexts = SearchValues.Create([.. controls], StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public int Size { get; }

    /// <summary>llama.cpp's handle; valid as long as the model is held.</summary>
    public nint Handle => _handle;

    /// <summary>The tokens that an answer held to a grammar may be made of; sorted at the first use.</summary>
    public AnswerTokens AnswerTokens => _answerTokens ??= new AnswerTokens(this);

    /// <inheritdoc />
    public string BeginningText => LlamaNative.VocabularyBeginningOfSequence(_handle) is >= 0 and var token ? Text(token) : "";

    /// <inheritdoc />
    public bool IsEndOfGeneration(int token) => LlamaNative.VocabularyIsEndOfGeneration(_handle, token) != 0;

    /// <summary>True if the token is a mark for the model and no text, such as the beginning of a turn.</summary>
    public bool IsControl(int token) => LlamaNative.VocabularyIsControl(_handle, token) != 0;

    /// <inheritdoc />
    public bool SpellsControlToken(string text) => text.AsSpan().ContainsAny(_controlTexts);

    /// <inheritdoc />
    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var buffer = ArrayPool<int>.Shared.Rent(bytes.Length + 16);
        try
        {
            int count;
            fixed (byte* start = bytes)
            fixed (int* tokens = buffer)
            {
                count = LlamaNative.Tokenize(_handle, start, bytes.Length, tokens, buffer.Length, ToByte(addSpecial), ToByte(parseSpecial));
            }

            // A vocabulary without a token for what is unknown gives −1 for it.
            return count >= 0 && !buffer.AsSpan(0, count).ContainsAnyExceptInRange(0, Size - 1)
                ? buffer.AsSpan(0, count).ToArray()
                : throw new LlamaException($"A text of {bytes.Length:N0} bytes can't be written in the model's tokens.");
        }
        finally
        {
            ArrayPool<int>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc />
    public ReadOnlySpan<byte> Piece(int token)
    {
        // Two threads may both make a piece; both make the same.
        return _pieces[token] ??= MakePiece(token);
    }

    private byte[] MakePiece(int token)
    {
        // Some models mark the think tags as control tokens, which would hide where the thought ends.
        var special = ThinkTags.IsTag(Text(token));
        Span<byte> buffer = stackalloc byte[64];
        var length = Copy(token, buffer, special);
        if (length < 0)
        {
            buffer = new byte[-length];
            length = Copy(token, buffer, special);
        }

        return length <= 0 ? [] : buffer[..length].ToArray();
    }

    private int Copy(int token, Span<byte> buffer, bool special)
    {
        fixed (byte* start = buffer)
        {
            return LlamaNative.TokenToPiece(_handle, token, start, buffer.Length, 0, ToByte(special));
        }
    }

    private string Text(int token) => Marshal.PtrToStringUTF8((nint)LlamaNative.VocabularyText(_handle, token)) ?? "";

    private static byte ToByte(bool value) => value ? (byte)1 : (byte)0;
}
