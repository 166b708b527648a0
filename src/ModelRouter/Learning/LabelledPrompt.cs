namespace ModelRouter;

/// <summary>How well a model answered a prompt.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Outcome">0 (wrong) to 1 (right).</param>
/// <param name="BaseLogit">Logit of the chance that was predicted without labels.</param>
internal sealed record LabelledPrompt(PromptVector Prompt, string Model, double Outcome, double BaseLogit);
