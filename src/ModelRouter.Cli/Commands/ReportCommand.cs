using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>report</c>: what was used, what it cost, and what a reference model would have cost.</summary>
internal sealed class ReportCommand : Command
{
    private readonly GroupingOption _by = new(SpendGrouping.Model);
    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "A configured model to compare with: every answer's tokens at its prices.",
        HelpName = "id",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: total, rows, reference, notes." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV instead; texts that a spreadsheet would take for a formula begin with '." };
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the rows' costs into a PNG file.", HelpName = "file.png" };
    private readonly LedgerOptions _ledger;
    private readonly Terminal _terminal;

    public ReportCommand(Terminal terminal)
        : base("report", "Sums up a ledger: calls, tokens, cost, failures, latencies, and savings against a reference model. US dollars.")
    {
        _terminal = terminal;
        _ledger = new(this, hasQuery: true);
        foreach (var option in (Option[])[_by, _reference, _json, _csv, _plot])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (isJson, isCsv) = (parsed.GetValue(_json), parsed.GetValue(_csv));
        if (isJson && isCsv)
        {
            throw new UsageException("--json and --csv are two forms of the same; choose one.");
        }

        var prices = parsed.GetValue(_reference) is null ? null : ConfigurationFile.Find(_ledger.ConfigPath(parsed));
        var plot = PlotFile.Read(parsed.GetValue(_plot), _plot.Name, [.. _ledger.Files(parsed), prices]);
        var query = _ledger.Query(parsed);
        var reference = ReferencePrices.Find(parsed.GetValue(_reference), _ledger.ConfigPath(parsed));
        var ledger = _ledger.Open(parsed);
        await using var closing = ledger.ConfigureAwait(false);
        var report = await SpendReport.CreateAsync(ledger.ReadAsync(query, ct), parsed.GetValue(_by), reference?.Pricing, ct).ConfigureAwait(false);
        await LedgerOptions.TellRestAsync(ledger, _terminal, ct).ConfigureAwait(false);
        if (plot is not null)
        {
            ReportPlot.Save(plot, report, reference?.Model);
        }

        if (isJson)
        {
            JsonOutput.Write(_terminal, json => ReportJson.WriteMembers(json, report, reference, plot));
            return ExitCode.Success;
        }

        if (isCsv)
        {
            ReportCsv.Write(_terminal.Out, report);
        }
        else
        {
            ReportTable.Write(_terminal, report, reference?.Model);
        }

        ReportNotes.Of(report, reference).ForEach(_terminal.WriteNote);
        if (plot is not null)
        {
            _terminal.WriteNote($"the plot is in {plot}.");
        }

        return ExitCode.Success;
    }
}
