namespace ModelRouter;

/// <summary>Predicts how likely a model's answer is right. Implementations do no I/O and are safe for concurrent use.</summary>
public interface ISuccessPredictor
{
    /// <summary>The chance, 0 to 1, that <paramref name="model"/> answers <paramref name="prompt"/> rightly.</summary>
    double Predict(PromptProfile prompt, ModelProfile model);
}
