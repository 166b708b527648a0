namespace ModelRouter;

/// <summary>The check of answers by <see cref="GenerationConfidence"/>: free, where an engine tells it.</summary>
/// <remarks>Which value is low differs between models and tasks, so there is no default: look at the receipts of some right and wrong answers. Sensitivity 0.5
/// and specificity 0.85 are guesses.</remarks>
public sealed class ConfidenceCheckOptions : AnswerCheckOptions
{
    internal ConfidenceCheckOptions()
        : base(sensitivity: 0.5, specificity: 0.85)
    {
    }

    /// <summary>The lowest <see cref="GenerationConfidence.Score"/> that passes, 0 to 1; <see langword="null"/> (the default) to leave it unchecked.</summary>
    public double? MinScore { get; set; }

    /// <summary>The highest <see cref="GenerationConfidence.MeanEntropy"/> that passes, in nats, ≥ 0; <see langword="null"/> (the default) to leave it unchecked.</summary>
    public double? MaxEntropy { get; set; }

    internal bool IsEnabled => MinScore is not null || MaxEntropy is not null;
}
