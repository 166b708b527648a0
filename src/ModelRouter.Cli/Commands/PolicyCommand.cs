using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>policy</c>: the company's rules, checked and explained before they count.</summary>
internal sealed class PolicyCommand : Command
{
    public PolicyCommand(Terminal terminal)
        : base("policy", "Checks, explains and compares the company's rules on which model may serve which request; no model is asked.")
    {
        Subcommands.Add(new PolicyCheckCommand(terminal));
        Subcommands.Add(new PolicyExplainCommand(terminal));
        Subcommands.Add(new PolicyDiffCommand(terminal));
        Subcommands.Add(new PolicySimulateCommand(terminal));
        Subcommands.Add(new PolicySchemaCommand(terminal));
    }
}
