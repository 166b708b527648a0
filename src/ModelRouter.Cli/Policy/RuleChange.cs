namespace ModelRouter.Cli;

/// <summary>How a rule differs between two policies.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>moved</c>.</param>
/// <param name="Parts">The parts that differ, each as it was and as it is; empty if the rule doesn't say it.</param>
internal sealed record RuleChange(string Name, string Kind, IReadOnlyList<(string Key, string Before, string After)> Parts);
