using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>Whether thoughts are shown: on a terminal by default.</summary>
internal sealed class ThinkingOptions
{
    private readonly Option<bool> _show = new("--show-thinking") { Description = "Show the model's thoughts (on the error stream); default on a terminal." };
    private readonly Option<bool> _hide = new("--hide-thinking") { Description = "Don't show the model's thoughts." };

    public ThinkingOptions(Command command)
    {
        command.Options.Add(_show);
        command.Options.Add(_hide);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_show) && result.GetValue(_hide))
            {
                result.AddError("--show-thinking and --hide-thinking contradict each other.");
            }
        });
    }

    public bool Read(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(_show) || (!parsed.GetValue(_hide) && terminal.IsErrorTerminal);
}
