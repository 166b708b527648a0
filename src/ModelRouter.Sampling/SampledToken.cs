using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>A drawn token and how sure the model was, at temperature 1 over the logits after penalties, bias and bitmask.</summary>
/// <remarks>Every figure is finite: a logit more than 40 nats below the row's maximum counts as 40 below.</remarks>
/// <param name="Token">Token id.</param>
/// <param name="LogProbability">Natural logarithm of the token's probability; ≤ 0.</param>
/// <param name="Entropy">Entropy of the row's distribution in nats; ≥ 0.</param>
/// <param name="Margin">The likeliest token's lead over the runner-up in nats, 0 to 40; 40 also when there is no runner-up.</param>
/// <param name="Kept">Number of tokens that the draw was among; 1 for greedy and forced tokens.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SampledToken(int Token, float LogProbability, float Entropy, float Margin, int Kept);
