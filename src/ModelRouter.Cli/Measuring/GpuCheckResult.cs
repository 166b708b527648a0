namespace ModelRouter.Cli;

/// <summary>What <c>bench gpu-check</c> found.</summary>
/// <param name="Gpu">The device as its maker calls it; <see langword="null"/> without one.</param>
/// <param name="WhyNot">Why there is none.</param>
/// <param name="Rows">Random rows that were compared.</param>
/// <param name="Mismatches">How many of them came out otherwise.</param>
/// <param name="Times">Empty after a mismatch: how fast it is wrong does not matter.</param>
/// <param name="Decoding">Sampling between a model's steps; <see langword="null"/> if it wasn't looked at.</param>
internal sealed record GpuCheckResult(string? Gpu, string? WhyNot, int Rows, int Mismatches, IReadOnlyList<GpuTime> Times, GpuDecoding? Decoding);
