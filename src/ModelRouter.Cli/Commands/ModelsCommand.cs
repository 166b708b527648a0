using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>models</c>: what there is to route to.</summary>
internal sealed class ModelsCommand : Command
{
    public ModelsCommand(Terminal terminal)
        : base("models", "Lists the configured models, or describes one.")
    {
        Subcommands.Add(new ModelsListCommand(terminal));
        Subcommands.Add(new ModelsInfoCommand(terminal));
    }
}
