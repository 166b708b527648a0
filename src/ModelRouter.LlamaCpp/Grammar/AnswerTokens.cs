namespace ModelRouter.LlamaCpp;

/// <summary>The tokens that an answer held to a grammar may be made of, sorted by their first byte. Immutable.</summary>
/// <remarks>Marks for the model are none of them: they have no text of their own, and would open another turn of the conversation.</remarks>
internal sealed class AnswerTokens
{
    private readonly int[] _singles = new int[256];
    private readonly int[][] _longer = new int[256][];

    public AnswerTokens(Vocabulary vocabulary)
    {
        Array.Fill(_singles, -1);
        var longer = Enumerable.Range(0, 256).Select(_ => new List<int>()).ToArray();
        var ends = new List<int>();
        for (var token = 0; token < vocabulary.Size; token++)
        {
            if (vocabulary.IsEndOfGeneration(token))
            {
                ends.Add(token);
            }
            else if (!vocabulary.IsControl(token) && vocabulary.Piece(token) is { IsEmpty: false } piece)
            {
                if (piece.Length == 1 && _singles[piece[0]] < 0)
                {
                    _singles[piece[0]] = token;
                }
                else
                {
                    longer[piece[0]].Add(token);
                }
            }
        }

        for (var value = 0; value < 256; value++)
        {
            _longer[value] = [.. longer[value]];
        }

        Ends = ends;
    }

    /// <summary>Tokens that end the answer.</summary>
    public IReadOnlyList<int> Ends { get; }

    /// <summary>The token of each byte by itself; −1 where there is none.</summary>
    public IReadOnlyList<int> Singles => _singles;

    /// <summary>All other tokens whose text begins with a byte.</summary>
    public ReadOnlySpan<int> BeginningWith(byte value) => _longer[value];
}
