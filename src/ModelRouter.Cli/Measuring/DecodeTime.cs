namespace ModelRouter.Cli;

/// <summary>How fast a model wrote.</summary>
/// <param name="Contender">How its tokens were drawn.</param>
/// <param name="Sampler">What drew them; <see langword="null"/> if nothing did.</param>
/// <param name="Sequences">Answers that were written at the same time.</param>
/// <param name="Step">Median of the rounds' mean time of a step, in which every answer gets a token.</param>
/// <param name="RatioToUnsampled">Its speed over that of decoding without sampling, the median of the rounds.</param>
internal sealed record DecodeTime(string Contender, string? Sampler, int Sequences, TimeSpan Step, double RatioToUnsampled)
{
    internal double TokensPerSecond => Sequences / Step.TotalSeconds;
}
