namespace ModelRouter.Evaluation;

/// <summary>What a team would have come to, under one assumption about wrong answers.</summary>
/// <param name="Accuracy">Share of prompts that it answered right.</param>
/// <param name="Cost">US dollars a prompt.</param>
/// <param name="Gain">Its accuracy minus that of the best single model, on the same prompts.</param>
/// <param name="CostShare">Its cost as a share of the best single model's.</param>
/// <param name="Arbitrated">Share of prompts for which the arbiter was asked.</param>
public sealed record DeliberationBound(Interval Accuracy, Interval Cost, Interval Gain, Interval CostShare, Interval Arbitrated)
{
    /// <summary>True if it is more accurate and cheaper than the best single model, beyond what chance explains.</summary>
    public bool IsBetter => Gain.Low > 0 && CostShare.High < 1;
}
