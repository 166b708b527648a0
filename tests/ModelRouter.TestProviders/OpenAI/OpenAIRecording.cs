namespace ModelRouter.TestProviders;

/// <summary>One answer of a service as it goes over the wire, streamed and whole, and what it says.</summary>
/// <param name="Dialect">The service's dialect.</param>
/// <param name="Events">The answer as server-sent events.</param>
/// <param name="Json">The same answer as one object.</param>
/// <param name="Thought">The thought in it.</param>
/// <param name="Text">The text in it.</param>
/// <param name="Calls">The tool calls in it, each as <c>name(arguments)#id</c>.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Usage">Input, output, total, cached input and reasoning tokens; a dash for what is not told.</param>
public sealed record OpenAIRecording(
    string Dialect, string Events, string Json, string Thought, string Text, string Calls, string Finish, string Usage)
{
    /// <summary>What it says, in one line; so that two answers can be compared at a glance.</summary>
    public string Meaning => $"{Thought}|{Text}|{Calls}|{Finish}|{Usage}";

    /// <inheritdoc />
    public override string ToString() => Dialect;
}
