namespace ModelRouter;

/// <summary>What a set of weights makes of one prompt.</summary>
/// <param name="Weights">Which weights.</param>
/// <param name="Logits">Of all models, expert by expert.</param>
/// <param name="Supports">Of each expert, how near the prompt is to what it was trained on.</param>
internal sealed record WeightsReading(RouterWeights Weights, float[] Logits, float[] Supports);
