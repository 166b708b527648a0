namespace ModelRouter.Tests;

/// <summary>A predictor that gives each model the chance it is told.</summary>
internal sealed class Chances(params (string Model, double Chance)[] chances) : ISuccessPredictor
{
    public double Predict(PromptProfile prompt, ModelProfile model) => Array.Find(chances, c => c.Model == model.Id).Chance;
}
