using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>Holds one answer to a grammar and leaves the thought before it free. Belongs to the engine's thread.</summary>
/// <remarks>
/// As llama.cpp does it, a token is first drawn freely and the grammar asked about that one alone; only if it is refused are all tokens
/// asked about, and another one drawn among those allowed. A model that keeps to the form by itself so pays next to nothing.
/// </remarks>
internal sealed class AnswerConstraint : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly GrammarState _grammar;
    private bool _mayThink;
    private bool _mayPause;
    private ulong[]? _mask;

    /// <summary>A constraint for an answer.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="grammar">The answer's place in its grammar; disposed with this.</param>
    /// <param name="mayThink">True if the answer may begin with a tag that opens a thought.</param>
    public AnswerConstraint(Vocabulary vocabulary, GrammarState grammar, bool mayThink) =>
        (_vocabulary, _grammar, _mayThink) = (vocabulary, grammar, mayThink);

    /// <summary>True once the grammar has taken a token: from there on everything is answer.</summary>
    public bool HasBegun { get; private set; }

    /// <inheritdoc cref="GrammarState.IsLost"/>
    public bool IsLost => _grammar.IsLost;

    /// <summary>True if the output may go on with a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="inThought">True if the output stands inside the thought; it can't end there, since an answer is still to come.</param>
    public bool Allows(int token, bool inThought) => inThought
        ? !_vocabulary.IsEndOfGeneration(token)
        : IsFree(token) || _grammar.Allows(token);

    /// <summary>The tokens with which the answer may go on, outside of a thought; <see langword="null"/> if there is none. Valid until the next call.</summary>
    public ulong[]? AllowedTokens()
    {
        _mask ??= new ulong[(_vocabulary.Size + 63) / 64];
        return _grammar.WriteAllowed(_mask) ? _mask : null;
    }

    /// <summary>Takes a token into the output. It must be allowed, unless it was forced within the thought.</summary>
    public void Accept(int token, bool inThought)
    {
        if (inThought)
        {
            (_mayThink, _mayPause) = (false, true);
        }
        else if (IsFree(token))
        {
            (_mayThink, _mayPause) = (false, false);
        }
        else
        {
            HasBegun = true;
            _grammar.Accept(token);
        }
    }

    public void Dispose() => _grammar.Dispose();

    /// <summary>True for what may stand before the answer and is no part of it: a tag that opens a thought, the empty lines after one.</summary>
    private bool IsFree(int token)
    {
        if (HasBegun || (!_mayThink && !_mayPause))
        {
            return false;
        }

        var piece = _vocabulary.Piece(token);
        if (_mayPause)
        {
            return !piece.IsEmpty && !piece.ContainsAnyExcept((byte)' ', (byte)'\n', (byte)'\r');
        }

        var splitter = new ThinkSplitter();
        splitter.Push(Encoding.UTF8.GetString(piece));
        return splitter.InThought;
    }
}
