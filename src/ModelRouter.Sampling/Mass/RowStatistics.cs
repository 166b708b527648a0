using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>A row at temperature 1, in integers: what every device hands back, from which the host takes the logarithms.</summary>
/// <param name="Max">The largest logit, finite and not −0.</param>
/// <param name="RunnerUp">The second largest, equal to <paramref name="Max"/> on a tie; −∞ if there is none.</param>
/// <param name="Mass">Σ q.</param>
/// <param name="MassTimesDistance">Σ h.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowStatistics(float Max, float RunnerUp, ulong Mass, ulong MassTimesDistance)
{
    public SampledToken Report(int token, float logit, int kept)
    {
        // p = q / Σq and ln q = −d, so ln p = −d − ln Σq, and the entropy −Σ p ln p is ln Σq + Σ(q · d) / Σq.
        var logMass = Math.Log(Mass / (double)IntegerMass.One);
        var logProbability = 0 - logMass - IntegerMass.Distance(Max, logit);
        var entropy = logMass + (MassTimesDistance / (double)Mass);
        return new SampledToken(token, (float)logProbability, (float)entropy, IntegerMass.Distance(Max, RunnerUp), kept);
    }
}
