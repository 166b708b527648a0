namespace ModelRouter.Evaluation;

/// <summary>A prompt and what it asks for.</summary>
/// <param name="Id">The row's name; its line where it has none.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Task">What it asks for.</param>
/// <param name="Language">Its language as an ISO 639 code; <c>und</c> if not told.</param>
public sealed record TaskRow(string Id, string Prompt, PromptTask Task, string Language);
