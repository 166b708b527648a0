namespace ModelRouter;

/// <summary>Something wrong with a policy.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Key">Where in the rule, as its configuration is written, such as <c>Only:Models:0</c>; empty for the rule itself.</param>
/// <param name="Message">What is wrong, in sentences.</param>
/// <param name="IsError">False if the policy works, but probably not as it was meant.</param>
internal sealed record PolicyProblem(PolicyRule Rule, string Key, string Message, bool IsError = true)
{
    /// <summary>The configuration path of the place; <see langword="null"/> for a rule made in code.</summary>
    internal string? Path => Rule.Path is { } path ? Key.Length == 0 ? path : $"{path}:{Key}" : null;

    /// <summary>The problem as an exception.</summary>
    internal Exception ToException() => Path is { } path
        ? new ModelRouterConfigurationException(path, Message)
        : new ArgumentException(Description);

    /// <summary>The problem with its place.</summary>
    internal string Description => $"{Path ?? $"The policy rule '{Rule.Name}'{(Key.Length == 0 ? "" : $", {Key}")}"}: {Message}";
}
