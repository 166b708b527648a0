namespace ModelRouter.Cli;

/// <summary>One of those who sample in a benchmark: its name and a call that draws a token for each row of a batch.</summary>
internal sealed record SamplingContender(string Name, int Batch, Action Call);
