using System.Text.RegularExpressions;

namespace ModelRouter.Cli;

/// <summary>A line of a conversation that is a command.</summary>
/// <param name="Name">Its first word, with the slash.</param>
/// <param name="Argument">What follows, or nothing.</param>
internal sealed partial record ChatInput(string Name, string Argument)
{
    public const string Help = """
        /model <id>  ask another model from now on (auto, auto:self-hosted, … or an id); without an id, tell which
        /receipt     what the last answer took, and why that model gave it
        /reset       forget the conversation
        /exit        leave, as Ctrl-D does
        """;

    public static string[] Names { get; } = ["/model", "/receipt", "/reset", "/exit", "/help"];

    /// <summary>The command that a line is; <see langword="null"/> for a line to be asked, such as one that begins with a path.</summary>
    public static ChatInput? Parse(string line)
    {
        var match = Command().Match(line);
        return match.Success ? new(match.Groups["name"].Value, match.Groups["argument"].Value) : null;
    }

    [GeneratedRegex(@"^\s*(?<name>/[a-z]+)(\s+(?<argument>.*?))?\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 250)]
    private static partial Regex Command();
}
