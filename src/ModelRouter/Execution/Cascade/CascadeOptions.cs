namespace ModelRouter;

/// <summary>When a model's answer is checked and a better model asked if it fails, and by which checks.</summary>
/// <remarks>
/// A cascade has two models: the first one's answer is held back until its checks have passed (its thought is not), the second one's is given
/// either way. It needs a check: without a JSON format in the request, figures here or an <see cref="IAnswerVerifier"/> there is none, and so
/// no cascade. There is none inside a tool loop, for a model that the caller names, where a conversation stays with its model, and inside a verifier.
/// While there is one, nothing is hedged.
/// </remarks>
public sealed class CascadeOptions
{
    /// <summary>Whether there may be cascades; a policy's rule can say otherwise. Default <see cref="CascadeMode.Auto"/>.</summary>
    public CascadeMode Mode { get; set; }

    /// <summary>Answers to requests for JSON have to be JSON that fits the request's schema.</summary>
    public SchemaCheckOptions Schema { get; } = new();

    /// <summary>The model has to be sure of its answer, where its engine tells.</summary>
    public ConfidenceCheckOptions Confidence { get; } = new();

    /// <summary>Several answers of the model have to agree.</summary>
    public VoteCheckOptions Votes { get; } = new();

    /// <summary>What the application's own verifiers are expected to find out, and how long they may take.</summary>
    public VerifierCheckOptions Verifiers { get; } = new();

    /// <summary>How much more likely the second model is wrong where the first one is: the correlation of two models' being right, 0 to 1. 0 takes
    /// them to be independent. Default 0.35: the median over pairs of models is 0.32 to 0.39 in three public collections (reasoning-gym with 11 models,
    /// MMLU-Pro with 29, LLMRouterBench's open models with 9).</summary>
    public double Correlation { get; set; } = 0.35;

    internal CascadeOptions Copy()
    {
        var copy = new CascadeOptions { Mode = Mode, Correlation = Correlation };
        CopyFigures(Schema, copy.Schema);
        copy.Schema.IsEnabled = Schema.IsEnabled;
        CopyFigures(Confidence, copy.Confidence);
        (copy.Confidence.MinScore, copy.Confidence.MaxEntropy) = (Confidence.MinScore, Confidence.MaxEntropy);
        CopyFigures(Votes, copy.Votes);
        (copy.Votes.Count, copy.Votes.MinAgreement) = (Votes.Count, Votes.MinAgreement);
        copy.Votes.Tasks.Clear();
        copy.Votes.Tasks.UnionWith(Votes.Tasks);
        CopyFigures(Verifiers, copy.Verifiers);
        copy.Verifiers.Timeout = Verifiers.Timeout;
        return copy;
    }

    private static void CopyFigures(AnswerCheckOptions from, AnswerCheckOptions to) =>
        (to.Sensitivity, to.Specificity) = (from.Sensitivity, from.Specificity);
}
