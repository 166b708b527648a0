namespace NanoR1;

/// <summary>One step of a training.</summary>
/// <param name="Step">From 1 on.</param>
/// <param name="Tokens">Tokens read.</param>
/// <param name="Loss">Mean negative log-probability of a target, in nats.</param>
/// <param name="GradientNorm">Length of the gradient before it was clipped.</param>
/// <param name="Rate">The learning rate.</param>
internal sealed record StepReport(int Step, int Tokens, double Loss, double GradientNorm, float Rate);
