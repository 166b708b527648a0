namespace ModelRouter;

/// <summary>An option that is out of its range.</summary>
/// <param name="Key">Under which key of the router's section it is configured, such as <c>Routing:Worth</c>.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
internal readonly record struct OptionProblem(string Key, string Message);
