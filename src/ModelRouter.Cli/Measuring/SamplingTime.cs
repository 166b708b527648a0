namespace ModelRouter.Cli;

/// <summary>What one implementation took for a token of one kind of row.</summary>
/// <param name="Logits">The row's shape.</param>
/// <param name="Implementation">Who sampled.</param>
/// <param name="Batch">Rows in a call.</param>
/// <param name="MicrosecondsPerToken">Median of the rounds.</param>
/// <param name="RatioToLlamaCpp">How many times as long llama.cpp took in the same rounds; <see langword="null"/> if it isn't there.</param>
/// <param name="BytesPerToken">Allocated on the managed heap.</param>
internal sealed record SamplingTime(
    string Logits, string Implementation, int Batch, double MicrosecondsPerToken, double? RatioToLlamaCpp, double BytesPerToken);
