namespace ModelRouter.TestModels;

/// <summary>Makes real GGUF models of a few hundred tokens that llama.cpp loads in milliseconds. All methods are thread-safe.</summary>
public static class TinyModel
{
    /// <summary>A Llama with random weights.</summary>
    public static TinyModelFile Llama(TinyModelOptions? options = null) => Random(TinyFamily.Llama, options ?? new());

    /// <summary>A small DeepSeek-R1-Distill-Qwen with random weights.</summary>
    public static TinyModelFile R1(TinyModelOptions? options = null) => Random(TinyFamily.R1, options ?? new());

    /// <summary>A model that says exactly what <paramref name="chain"/> says.</summary>
    /// <param name="chain">Its transitions; their pieces become tokens of the vocabulary.</param>
    /// <param name="family">Architecture, tokenizer and template.</param>
    /// <param name="options">Seed, layers, context and the like; the width follows from the vocabulary, the ending from the chain.</param>
    public static TinyModelFile Markov(MarkovChain chain, TinyFamily family = TinyFamily.R1, TinyModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        options ??= new() { Layers = 1 };
        var vocabulary = Vocabulary(family, options.Pieces.Concat(chain.Pieces), options.Controls);
        var shape = Shape(family, vocabulary, (vocabulary.Tokens.Count + 31) / 32 * 32, options);
        return new TinyModelFile(shape, vocabulary, new MarkovWeights(shape, vocabulary, chain, options.Seed), options);
    }

    private static TinyModelFile Random(TinyFamily family, TinyModelOptions options)
    {
        var vocabulary = Vocabulary(family, options.Pieces, options.Controls);
        var shape = Shape(family, vocabulary, options.Width, options);
        return new TinyModelFile(shape, vocabulary, new RandomWeights(shape, vocabulary, options.Seed, options.Ending), options);
    }

    private static TinyVocabulary Vocabulary(TinyFamily family, IEnumerable<string> pieces, IReadOnlyList<string> controls)
    {
        // The end and single bytes have their tokens already.
        var own = pieces.Where(piece => piece is not (MarkovChain.End or ['<', '0', 'x', _, _, '>']));
        return family == TinyFamily.R1 ? ByteLevelVocabulary.Create(own, controls) : SentencePieceVocabulary.Create(own, controls);
    }

    private static ModelShape Shape(TinyFamily family, TinyVocabulary vocabulary, int width, TinyModelOptions options)
    {
        if (width % 32 != 0 || options.FeedForward % 32 != 0)
        {
            throw new ArgumentException($"Width ({width}) and FeedForward ({options.FeedForward}) have to be multiples of 32.", nameof(options));
        }

        return new ModelShape(family, vocabulary.Tokens.Count, width, options.Layers, options.FeedForward, options.Context);
    }
}
