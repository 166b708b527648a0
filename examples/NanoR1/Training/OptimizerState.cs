namespace NanoR1;

/// <summary>What the optimizer remembers of one parameter.</summary>
/// <param name="First">Momentum: the running mean of its gradient.</param>
/// <param name="Second">The running mean of its square; empty for hidden matrices, which do without.</param>
internal sealed record OptimizerState(float[] First, float[] Second);
