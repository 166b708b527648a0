using System.Buffers;

namespace ModelRouter.LlamaCpp;

/// <summary>Where in a grammar an answer stands, and which tokens may come next. Belongs to one thread.</summary>
internal sealed unsafe class GrammarState : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly GrammarHandle _handle;
    private Utf8Progress _utf8;

    public GrammarState(Vocabulary vocabulary, GrammarHandle handle) => (_vocabulary, _handle) = (vocabulary, handle);

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
        LlamaNative.SamplerAccept(_handle.Sampler, token);
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
        var candidates = ArrayPool<LlamaTokenData>.Shared.Rent(_vocabulary.Size);
        try
        {
            var count = 0;
            Add([.. tokens.Ends]);
            Add([.. tokens.Singles]);
            var any = Keep();

            // A text that can't go on with a byte can't go on with any token that begins with it.
            count = 0;
            for (var value = 0; value < 256; value++)
            {
                if (tokens.Singles[value] < 0 || Has(mask, tokens.Singles[value]))
                {
                    Add(tokens.BeginningWith((byte)value));
                }
            }

            return Keep() | any;

            void Add(ReadOnlySpan<int> some)
            {
                foreach (var token in some)
                {
                    if (token >= 0)
                    {
                        candidates[count++] = new LlamaTokenData { Id = token };
                    }
                }
            }

            bool Keep()
            {
                fixed (LlamaTokenData* first = candidates)
                {
                    Apply(first, count);
                }

                var kept = false;
                foreach (ref readonly var candidate in candidates.AsSpan(0, count))
                {
                    if (candidate.Logit == 0 && MayFollow(candidate.Id))
                    {
                        mask[candidate.Id / 64] |= 1UL << (candidate.Id % 64);
                        kept = true;
                    }
                }

                return kept;
            }
        }
        finally
        {
            ArrayPool<LlamaTokenData>.Shared.Return(candidates);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static bool Has(ulong[] mask, int token) => (mask[token / 64] >> (token % 64) & 1) != 0;

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
        LlamaNative.SamplerApply(_handle.Sampler, &array);
    }
}
