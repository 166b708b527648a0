using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>learning</c>: what outcomes have taught.</summary>
internal sealed class LearningCommand : Command
{
    public LearningCommand(Terminal terminal)
        : base("learning", "Shows what is learned from, or forgets it.")
    {
        Subcommands.Add(new LearningShowCommand(terminal));
        Subcommands.Add(new LearningResetCommand(terminal));
    }
}
