using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>policy simulate</c>: what a ledger's calls would have cost and answered under another configuration.</summary>
internal sealed class PolicySimulateCommand : Command
{
    private readonly Option<string> _policy = new("--policy")
    {
        Description = "The configuration file as it would be: its models, prices and rules.",
        HelpName = "file",
        Required = true,
    };

    private readonly GroupingOption _by = new(SpendGrouping.Tenant);
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: total, rows, moves, refusals, notes." };
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the rows' costs, then and now, into a PNG file.", HelpName = "file.png" };
    private readonly LedgerOptions _ledger;
    private readonly Terminal _terminal;

    public PolicySimulateCommand(Terminal terminal)
        : base("simulate", "Decides a ledger's calls anew under another configuration: what they would have cost, how good the answers would be, who is affected.")
    {
        _terminal = terminal;
        Options.Add(_policy);
        _ledger = new(this, hasQuery: true, hasModel: false);
        foreach (var option in (Option[])[_by, _json, _plot])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var query = _ledger.Query(parsed);
        var policy = parsed.GetRequiredValue(_policy);
        var file = PolicyFile.OpenValid(policy, origin: "of --policy ");
        var plot = PlotFile.Read(parsed.GetValue(_plot), _plot.Name, [.. _ledger.Files(parsed), .. LearningSource.FilesOf(policy, file.Configuration)]);
        var ledger = _ledger.Open(parsed);
        await using var closing = ledger.ConfigureAwait(false);
        var prediction = await PolicyPrediction.OpenAsync(file, needsPrompts: true, ct).ConfigureAwait(false);
        await using var end = prediction.ConfigureAwait(false);
        var calls = LedgerCall.ReadAsync(ledger.ReadByCallAsync(query, ct), ct);
        var simulation = await PolicySimulation.CreateAsync(calls, file, prediction, parsed.GetValue(_by), ct).ConfigureAwait(false);
        await LedgerOptions.TellRestAsync(ledger, _terminal, ct).ConfigureAwait(false);
        if (plot is not null)
        {
            var title = $"Spending by {Names.Words(simulation.By)}: {ReportText.Dollars(simulation.Total.Cost)}, and {ReportText.Dollars(simulation.Total.NewCost)} under {policy}";
            CostBars.Save(
                plot, title, [.. simulation.Rows.Select(row => (ReportText.Name(simulation.By, row.Name), row.Cost, (decimal?)row.NewCost))], "as it was", "as it would be");
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => SimulationJson.WriteMembers(json, simulation, policy, plot));
            return ExitCode.Success;
        }

        SimulationTable.Write(_terminal, simulation, policy);
        foreach (var note in simulation.Notes)
        {
            _terminal.WriteNote(note);
        }

        if (plot is not null)
        {
            _terminal.WriteNote($"the plot is in {plot}.");
        }

        return ExitCode.Success;
    }
}
