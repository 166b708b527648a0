namespace NanoR1;

/// <summary>One step of learning from attempts.</summary>
/// <param name="Step">From 1 on.</param>
/// <param name="Reward">Mean over all attempts.</param>
/// <param name="Right">Share of attempts with a right answer.</param>
/// <param name="Mixed">Share of questions whose attempts differ in reward; only they teach.</param>
/// <param name="Kl">Mean estimated divergence from the reference, in nats a token.</param>
internal sealed record GroupPolicyReport(int Step, double Reward, double Right, double Mixed, double Kl);
