using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>ledger</c>: entries as they are.</summary>
internal sealed class LedgerCommand : Command
{
    public LedgerCommand(Terminal terminal)
        : base("ledger", "Exports a ledger, or checks it.")
    {
        Subcommands.Add(new LedgerExportCommand(terminal));
        Subcommands.Add(new LedgerVerifyCommand(terminal));
    }
}
