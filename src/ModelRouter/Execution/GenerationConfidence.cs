namespace ModelRouter;

/// <summary>How sure a model was of the answer it wrote, from the distribution behind each token (temperature 1, thought excluded).</summary>
/// <param name="Tokens">Answer tokens that the figures are taken over; &gt; 0.</param>
/// <param name="MeanLogProbability">Mean natural log-probability of the chosen tokens; ≤ 0.</param>
/// <param name="MinLogProbability">Log-probability of the least likely chosen token; ≤ 0.</param>
/// <param name="MeanEntropy">Mean entropy in nats; ≥ 0.</param>
/// <param name="MeanMargin">Mean lead, in nats, of the likeliest token over the runner-up; ≥ 0.</param>
public sealed record GenerationConfidence(
    int Tokens,
    double MeanLogProbability,
    double MinLogProbability,
    double MeanEntropy,
    double MeanMargin)
{
    /// <summary>What drew the tokens, such as <c>avx512</c> or <c>cuda</c>; <see langword="null"/> if the engine doesn't tell.</summary>
    public string? Sampler { get; init; }

    /// <summary>Geometric mean of the chosen tokens' probabilities, 0 to 1: the inverse of the answer's perplexity.</summary>
    public double Score => Math.Exp(MeanLogProbability);
}
