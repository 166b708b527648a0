namespace ModelRouter.Evaluation;

/// <summary>What a deployment's own labels taught.</summary>
/// <param name="Weights">Weights for a router; they hold corrections of its predictions, whatever makes those.</param>
/// <param name="Labels">Labels that were learned from, those of earlier weights not among them.</param>
/// <param name="Prompts">Different prompts, of each model, among them.</param>
/// <param name="Models">The models that they are about.</param>
/// <param name="LossBefore">Mean log loss of what was predicted of those prompts without these labels, in nats.</param>
/// <param name="LossAfter">The same of what is predicted now, of each prompt by what the others taught.</param>
public sealed record OutcomeTraining(RouterWeights Weights, int Labels, int Prompts, IReadOnlyList<string> Models, double LossBefore, double LossAfter)
{
    /// <summary>False if the labels teach nothing that holds for others of them; the weights then correct nothing.</summary>
    public bool HasLearned => LossAfter < LossBefore;
}
