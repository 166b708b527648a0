using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>cost</c>: what models of one's own cost.</summary>
internal sealed class CostCommand : Command
{
    public CostCommand(Terminal terminal)
        : base("cost", "Works out what hosting a model costs, and from which volume it beats an API. All prices are US dollars.")
    {
        Subcommands.Add(new CostSelfHostCommand(terminal));
        Subcommands.Add(new CostBreakEvenCommand(terminal));
    }
}
