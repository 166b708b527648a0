namespace ModelRouter.Integration.Tests;

/// <summary>What a fake model says next.</summary>
/// <param name="Number">Counts all turns of all models.</param>
/// <param name="Thought">Never empty, and never the same.</param>
/// <param name="Text">May be empty beside calls.</param>
/// <param name="Calls">Made in parallel; empty in an answer.</param>
internal sealed record SpokenTurn(int Number, string Thought, string Text, IReadOnlyList<ToolCall> Calls);
