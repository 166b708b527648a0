namespace NanoR1;

/// <summary>The parameters of one layer.</summary>
internal sealed record BlockWeights(
    Parameter AttentionNorm,
    Parameter Query,
    Parameter QueryBias,
    Parameter Key,
    Parameter KeyBias,
    Parameter Value,
    Parameter ValueBias,
    Parameter AttentionOutput,
    Parameter FeedForwardNorm,
    Parameter Gate,
    Parameter Up,
    Parameter Down);
