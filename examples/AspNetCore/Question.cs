namespace ModelRouter.Examples.AspNetCore;

/// <summary>The body of a request.</summary>
internal sealed record Question(string Prompt);
