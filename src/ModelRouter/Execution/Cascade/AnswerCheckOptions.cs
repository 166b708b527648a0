namespace ModelRouter;

/// <summary>What a check is expected to find out, which is what decides where a cascade pays.</summary>
public abstract class AnswerCheckOptions
{
    private protected AnswerCheckOptions(double sensitivity, double specificity) => (Sensitivity, Specificity) = (sensitivity, specificity);

    /// <summary>The share of wrong answers that fail it; 0 to 1.</summary>
    public double Sensitivity { get; set; }

    /// <summary>The share of right answers that pass it; 0 to 1.</summary>
    public double Specificity { get; set; }
}
