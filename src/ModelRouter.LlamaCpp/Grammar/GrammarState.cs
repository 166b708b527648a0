using System.Buffers;
using System.Diagnostics;
using System.Numerics;

namespace ModelRouter.LlamaCpp;

/// <summary>Where in a grammar an answer stands, and which tokens may come next. Belongs to one thread.</summary>
internal sealed unsafe class GrammarState : IDisposable
{
    // A step of llama.cpp's takes milliseconds, and many times as long with each token where a text has ever more ways through its grammar.
    private const int Growth = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Growing = TimeSpan.FromMilliseconds(50);

    private readonly Vocabulary _vocabulary;
    private readonly GrammarHandle _handle;
    private Utf8Progress _utf8;
    private TimeSpan _last;
    private TimeSpan _lastButOne;

    public GrammarState(Vocabulary vocabulary, GrammarHandle handle) => (_vocabulary, _handle) = (vocabulary, handle);

    /// <summary>True once the answer has so many ways through its grammar that the next step might hold everybody up.</summary>
    public bool IsLost { get; private set; }

    /// <summary>True if the answer may go on with a token, or end with it.</summary>
    public bool Allows(int token)
    {
        if (!_vocabulary.IsEndOfGeneration(token) && (_vocabulary.IsControl(token) || !MayFollow(token)))
        {
            return false;
        }

        var candidate = new LlamaTokenData { Id = token };
        Apply(&candidate, 1);
        return candidate.Logit == 0;
    }

    /// <summary>Goes on with a token, which must be allowed: llama.cpp would end the process for another.</summary>
    public void Accept(int token)
    {
        var start = Stopwatch.GetTimestamp();
        LlamaNative.SamplerAccept(_handle.Sampler, token);
        var time = Stopwatch.GetElapsedTime(start);
        IsLost |= time > Patience || (time > Growing && time > Growth * _last && _last > Growth * _lastButOne);
        (_lastButOne, _last) = (_last, time);
        if (!_vocabulary.IsEndOfGeneration(token))
        {
            _utf8.Add(_vocabulary.Piece(token));
        }
    }

    /// <summary>Sets the bits of all tokens that may come next, and clears the others.</summary>
    /// <returns>False if there are none.</returns>
    public bool WriteAllowed(ulong[] mask)
    {
        Array.Clear(mask);
        var tokens = _vocabulary.AnswerTokens;
        var candidates = ArrayPool<LlamaTokenData>.Shared.Rent(tokens.Ends.Length + tokens.Count);
        var asked = ArrayPool<ulong>.Shared.Rent(mask.Length);
        try
        {
            Array.Clear(asked);
            Set(asked, tokens.Ends);
            var any = Ask(asked, candidates, mask);
            Set(asked, tokens.Roots);
            while (Ask(asked, candidates, mask))
            {
                any = true;
            }

            return any;
        }
        finally
        {
            ArrayPool<LlamaTokenData>.Shared.Return(candidates);
            ArrayPool<ulong>.Shared.Return(asked);
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Asks about some tokens, and leaves those to be asked about next that are right below the allowed.</summary>
    /// <remarks>A text that can't go on with a token can't go on with any that begins with it. In the tokens' order, in which they lie in memory.</remarks>
    /// <returns>False if none was allowed.</returns>
    private bool Ask(ulong[] asked, LlamaTokenData[] candidates, ulong[] mask)
    {
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            for (var bits = asked[i]; bits != 0; bits &= bits - 1)
            {
                candidates[count++] = new LlamaTokenData { Id = (64 * i) + BitOperations.TrailingZeroCount(bits) };
            }

            asked[i] = 0;
        }

        fixed (LlamaTokenData* first = candidates)
        {
            Apply(first, count);
        }

        var any = false;
        foreach (ref readonly var candidate in candidates.AsSpan(0, count))
        {
            if (candidate.Logit == 0 && MayFollow(candidate.Id))
            {
                Set(mask, [candidate.Id]);
                Set(asked, _vocabulary.AnswerTokens.Below(candidate.Id));
                any = true;
            }
        }

        return any;
    }

    private static void Set(ulong[] bits, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
        {
            bits[token / 64] |= 1UL << (token % 64);
        }
    }

    private bool MayFollow(int token)
    {
        if (_vocabulary.IsEndOfGeneration(token))
        {
            return true;
        }

        var piece = _vocabulary.Piece(token);
        return !piece.IsEmpty && _utf8.Allows(piece);
    }

    private void Apply(LlamaTokenData* candidates, int count)
    {
        var array = new LlamaTokenDataArray { Data = candidates, Size = (nuint)count, Selected = -1 };
        var start = Stopwatch.GetTimestamp();
        LlamaNative.SamplerApply(_handle.Sampler, &array);
        IsLost |= Stopwatch.GetElapsedTime(start) > Patience;
    }
}
