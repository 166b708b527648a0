namespace ModelRouter;

/// <summary>What has to be known of a call to learn from it. There is no text of prompt or answer in it.</summary>
/// <param name="CallId">The call, as on its receipt.</param>
/// <param name="At">When it began.</param>
/// <param name="Model">The id of the model that answered.</param>
/// <param name="Prompt">The prompt as learned predictors see it.</param>
/// <param name="BaseLogit">Logit of the chance of success that was predicted without labels, those from which weights were trained included.</param>
/// <param name="Source">A hash of who asked (<see cref="RequestAttribution.User"/>, of his <see cref="RequestAttribution.Tenant"/>); <see langword="null"/> if no user was named.</param>
public sealed record LearnableCall(Guid CallId, DateTimeOffset At, string Model, PromptVector Prompt, double BaseLogit, string? Source);
