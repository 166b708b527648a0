namespace NanoR1;

/// <summary>One line of a training's log.</summary>
/// <param name="Step">Steps done, from 1.</param>
/// <param name="Loss">Mean cross entropy a token, in nats.</param>
internal readonly record struct LossPoint(double Step, double Loss);
