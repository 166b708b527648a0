using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>Sums up how sure a model was over the tokens of an answer.</summary>
internal struct ConfidenceMeter
{
    private int _tokens;
    private double _logProbability;
    private double _minLogProbability;
    private double _entropy;
    private double _margin;

    public void Add(in SampledToken token)
    {
        _tokens++;
        _logProbability += token.LogProbability;
        _minLogProbability = Math.Min(_minLogProbability, token.LogProbability);
        _entropy += token.Entropy;
        _margin += token.Margin;
    }

    public readonly GenerationConfidence? Read(string sampler) =>
        _tokens == 0
            ? null
            : new(_tokens, _logProbability / _tokens, _minLogProbability, _entropy / _tokens, _margin / _tokens) { Sampler = sampler };
}
