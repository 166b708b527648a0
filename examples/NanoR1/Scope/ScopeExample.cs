namespace NanoR1;

/// <summary>A question, whose work it is, and where it comes from.</summary>
internal sealed record ScopeExample(string Text, Competence Competence, string Source);
