namespace ModelRouter.LlamaCpp;

/// <summary>A grammar made ready for a model's vocabulary, from which each answer takes its own copy. Safe for concurrent use.</summary>
internal sealed class AnswerGrammar : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly GrammarHandle _handle;

    /// <summary>Compiles a grammar. The model must be held while this runs, and while its answers are generated.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="grammar">The grammar in GBNF; an answer is what its rule <c>root</c> says.</param>
    /// <exception cref="ArgumentException">The grammar is malformed; the message says where.</exception>
    public AnswerGrammar(Vocabulary vocabulary, string grammar)
    {
        Gbnf.Check(grammar);
        LlamaLog.Clear();
        _vocabulary = vocabulary;

        // Sorting the tokens takes a while the first time; here it holds up its own caller alone.
        _ = vocabulary.AnswerTokens;
        _handle = new GrammarHandle(LlamaNative.SamplerGrammar(vocabulary.Handle, grammar, Gbnf.Root));
        if (_handle.IsInvalid)
        {
            throw new ArgumentException(
                $"llama.cpp refuses the grammar ({LlamaLog.Errors}).");
        }
    }

    /// <summary>An answer's own place in the grammar, at its beginning.</summary>
    public GrammarState Begin() => new(_vocabulary, new GrammarHandle(LlamaNative.SamplerClone(_handle.Sampler)));

    public void Dispose() => _handle.Dispose();
}
