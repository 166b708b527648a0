using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>models</c>: what there is to route to.</summary>
internal sealed class ModelsCommand : Command
{
    public ModelsCommand(Terminal terminal, Interrupts interrupts)
        : base("models", "Lists the configured models, describes one, or downloads one.")
    {
        Subcommands.Add(new ModelsListCommand(terminal));
        Subcommands.Add(new ModelsInfoCommand(terminal));
        Subcommands.Add(new ModelsPullCommand(terminal, interrupts));
    }
}
