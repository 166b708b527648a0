using System.CommandLine;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>The options that choose a ledger and entries of it; the same for every command that reads one.</summary>
internal sealed class LedgerOptions
{
    private readonly LedgerOption _ledger = new("A SQLite file; otherwise the ledger that the configuration names.");
    private readonly ConfigOption _config = new();
    private readonly Option<DateTimeOffset?> _from = Moment.Option("--from", "Only attempts that ended at this time or later; UTC where no zone is given.");
    private readonly Option<DateTimeOffset?> _to = Moment.Option("--to", "Only attempts that ended before this time.");
    private readonly Option<string?> _model = new("--model", "-m") { Description = "Only this model's attempts.", HelpName = "id" };
    private readonly Option<string?> _tenant = new("--tenant") { Description = "Only this tenant's.", HelpName = "id" };
    private readonly Option<string?> _user = new("--user") { Description = "Only this user's.", HelpName = "id" };
    private readonly Option<string?> _agent = new("--agent") { Description = "Only this agent's.", HelpName = "id" };
    private readonly Option<string?> _tag = new("--tag") { Description = "Only those with this tag.", HelpName = "tag" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasQuery">True if it may read a part of the ledger.</param>
    /// <param name="hasModel">False if whole calls are read, each with the attempts at all of its models.</param>
    public LedgerOptions(Command command, bool hasQuery, bool hasModel = true)
    {
        command.Options.Add(_ledger);
        command.Options.Add(_config);
        foreach (var option in hasQuery ? (Option[])[_from, _to, .. hasModel ? [_model] : (Option[])[], _tenant, _user, _agent, _tag] : [])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The configuration file that the command line names.</summary>
    public string? ConfigPath(ParseResult parsed) => parsed.GetValue(_config);

    public StoredSpendLedger Open(ParseResult parsed) => LedgerSource.OpenExisting(parsed.GetValue(_ledger), parsed.GetValue(_config));

    /// <summary>Tells what killed processes have left beside a ledger that is only read: it belongs there, and isn't there yet.</summary>
    public static async Task TellRestAsync(StoredSpendLedger ledger, Terminal terminal, CancellationToken ct)
    {
        if (ledger is not SqliteSpendLedger sqlite)
        {
            return;
        }

        var (entries, unreadable, unopened) = await sqlite.RestAsync(ct).ConfigureAwait(false);
        if (entries > 0)
        {
            terminal.WriteNote(
                $"{Counted.Of(entries, "entry", "entries")} of processes that ended before the database took {(entries == 1 ? "it" : "them")} {(entries == 1 ? "is" : "are")} in the ledger's spool and not counted here; "
                + $"the next program that writes to the ledger brings {(entries == 1 ? "it" : "them")} in, such as 'modelrouter ask'.");
        }

        if (unreadable > 0)
        {
            terminal.WriteNote(
                $"{Counted.Of(unreadable, "line", "lines")} of the ledger's spool can't be read by this version of the product, and what is in there isn't counted here; if a newer version has written them, it brings them in.");
        }

        if (unopened > 0)
        {
            terminal.WriteNote($"{Counted.Of(unopened, "file", "files")} of the ledger's spool can't be opened by this user; what is in there isn't counted here.");
        }
    }

    /// <summary>The files that <see cref="Open"/> reads: the ledger, SQLite's beside it, and the configuration that names it.</summary>
    public IEnumerable<string> Files(ParseResult parsed) => LedgerSource.FilesOf(parsed.GetValue(_ledger), parsed.GetValue(_config));

    public SpendQuery Query(ParseResult parsed)
    {
        var query = new SpendQuery
        {
            From = parsed.GetValue(_from),
            To = parsed.GetValue(_to),
            Model = parsed.GetResult(_model) is null ? null : parsed.GetValue(_model),
            Tenant = parsed.GetValue(_tenant),
            User = parsed.GetValue(_user),
            Agent = parsed.GetValue(_agent),
            Tag = parsed.GetValue(_tag),
        };
        return query.From >= query.To ? throw new UsageException("--from must be before --to.") : query;
    }
}
