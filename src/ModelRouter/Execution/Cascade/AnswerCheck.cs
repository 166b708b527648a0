namespace ModelRouter;

/// <summary>One check of an answer.</summary>
/// <param name="Name"><c>complete</c>, <c>schema</c>, <c>confidence</c>, <c>verifier:</c> and its name, or <c>votes</c>; in this order they are made, up to the first that fails.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why it failed or was not made, else <see langword="null"/> or what was measured. Quotes neither prompt nor answer.</param>
public sealed record AnswerCheck(string Name, AnswerCheckOutcome Outcome, string? Reason);
