namespace ModelRouter;

/// <summary>Predicts success by what outcomes have taught, and by the profile's priors where they have taught nothing.</summary>
/// <remarks>
/// logit P = s × learned + (1 − s) × prior, where s is 1 for prompts such as the weights were trained on and falls to 0.6 far from them, so that no
/// chance there is as bold. What the labels of a deployment corrected comes on top, for models of the same <see cref="ModelProfile.Id"/>. Models that the weights don't know, and prompts that carry no <see cref="PromptProfile.Vector"/>, are judged by the
/// prior. Safe for concurrent use.
/// </remarks>
public sealed class LearnedSuccessPredictor : ISuccessPredictor
{
    // Less would let the distance from the training, which differs from prompt to prompt, decide between models.
    private const double LeastTrust = 0.6;

    private readonly RouterWeights _weights;
    private readonly ISuccessPredictor _prior;

    /// <param name="weights">What outcomes have taught; <see cref="RouterWeights.Default"/> if <see langword="null"/>.</param>
    /// <param name="prior">Judges where they have taught nothing; <see cref="PriorSuccessPredictor"/> if <see langword="null"/>.</param>
    public LearnedSuccessPredictor(RouterWeights? weights = null, ISuccessPredictor? prior = null) =>
        (_weights, _prior) = (weights ?? RouterWeights.Default, prior ?? new PriorSuccessPredictor());

    /// <inheritdoc/>
    public double Predict(PromptProfile prompt, ModelProfile model)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(model);

        var prior = _prior.Predict(prompt, model);
        if (prompt.Vector is not { } vector)
        {
            return prior;
        }

        return _weights.Correct(vector, model.Id, Learned(vector, model, prior));
    }

    /// <summary>False if the model's chance is the same whatever <see cref="PromptProfile.Vector"/> says.</summary>
    internal bool ReadsVectorFor(ModelProfile model) => _prior is not PriorSuccessPredictor || _weights.Know(model);

    private double Learned(PromptVector prompt, ModelProfile model, double prior)
    {
        if (!_weights.TryPredict(prompt, model.KnownAs ?? model.Id, out var learned, out var support))
        {
            return prior;
        }

        var trust = LeastTrust + ((1 - LeastTrust) * support);
        return LogisticFit.Sigmoid((trust * learned) + ((1 - trust) * OutcomeExpert.Logit((float)prior)));
    }
}
