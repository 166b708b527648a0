namespace ModelRouter.Evaluation;

/// <summary>A prompt to learn from, with what a person says of it.</summary>
/// <param name="Source">The file that it comes from: one writer's hand.</param>
/// <param name="Prompt">The text.</param>
/// <param name="Task">What it asks for.</param>
/// <param name="Domain">The field that it touches.</param>
/// <param name="Language">Its language as an ISO 639-1 code.</param>
/// <param name="Difficulty">From 0 to 1.</param>
internal sealed record TaskPrompt(string Source, string Prompt, PromptTask Task, PromptDomain Domain, string Language, double Difficulty);
