using System.Buffers.Binary;
using System.Text.Unicode;

namespace ModelRouter.LlamaCpp;

/// <summary>The tokens that an answer held to a grammar may be made of, as a tree: below each are those whose text begins with its text. Immutable.</summary>
/// <remarks>Nothing is below a part of a character: llama.cpp's grammar refuses one where any character that it may become is excluded, though others are allowed. Marks for the model are none of them: they have no text of their own, and would open another turn of the conversation.</remarks>
internal sealed class AnswerTokens
{
    // The place of what is below no token: behind all tokens.
    private readonly int _none;
    private readonly int[] _starts;
    private readonly int[] _below;
    private readonly int[] _ends;

    public AnswerTokens(Vocabulary vocabulary)
    {
        _none = vocabulary.Size;
        _ends = [.. Enumerable.Range(0, vocabulary.Size).Where(vocabulary.IsEndOfGeneration)];
        var above = TokensAbove(vocabulary);
        _below = [.. above.Keys.OrderBy(token => above[token]).ThenBy(static token => token)];
        _starts = new int[vocabulary.Size + 2];
        foreach (var token in above.Values)
        {
            _starts[token + 1]++;
        }

        for (var i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }
    }

    /// <summary>Tokens that end the answer.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>How many others there are.</summary>
    public int Count => _below.Length;

    /// <summary>Tokens that begin with no other's text, in order.</summary>
    public ReadOnlySpan<int> Roots => Below(_none);

    /// <summary>Tokens that begin with the text of <paramref name="token"/>, all of whose characters are whole, and with no longer one's that does; in order.</summary>
    public ReadOnlySpan<int> Below(int token) => _below.AsSpan(_starts[token].._starts[token + 1]);

    /// <summary>For each token the longest of whole characters that its own text begins with.</summary>
    private Dictionary<int, int> TokensAbove(Vocabulary vocabulary)
    {
        // Most texts differ in their first eight bytes, so few have to be looked up to compare.
        var sorted = Enumerable.Range(0, vocabulary.Size)
            .Where(token => !vocabulary.IsEndOfGeneration(token) && !vocabulary.IsControl(token) && !vocabulary.Piece(token).IsEmpty)
            .Select(token => (Beginning: Beginning(vocabulary.Piece(token)), Token: token))
            .ToArray();
        Array.Sort(sorted, (a, b) => a.Beginning != b.Beginning
            ? a.Beginning.CompareTo(b.Beginning)
            : vocabulary.Piece(a.Token).SequenceCompareTo(vocabulary.Piece(b.Token)));

        var above = new Dictionary<int, int>(sorted.Length);
        var open = new Stack<int>();
        foreach (var (_, token) in sorted)
        {
            while (open.TryPeek(out var last) && !vocabulary.Piece(token).StartsWith(vocabulary.Piece(last)))
            {
                open.Pop();
            }

            above[token] = open.TryPeek(out var longest) ? longest : _none;
            if (Utf8.IsValid(vocabulary.Piece(token)))
            {
                open.Push(token);
            }
        }

        return above;
    }

    private static ulong Beginning(ReadOnlySpan<byte> piece)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        piece[..Math.Min(piece.Length, bytes.Length)].CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
