using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>--ledger</c>.</summary>
internal sealed class LedgerOption : Option<string?>
{
    public LedgerOption(string description)
        : base("--ledger")
    {
        Description = description;
        HelpName = "file";
    }
}
