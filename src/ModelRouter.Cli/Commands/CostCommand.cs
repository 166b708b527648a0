using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>cost</c>: what models cost, one's own and others'.</summary>
internal sealed class CostCommand : Command
{
    public CostCommand(Terminal terminal)
        : base("cost", "Works out what hosting a model costs, and from which volume it beats an API; lists prices.")
    {
        Subcommands.Add(new CostSelfHostCommand(terminal));
        Subcommands.Add(new CostBreakEvenCommand(terminal));
        Subcommands.Add(new CostPricesCommand(terminal));
    }
}
