using System.CommandLine;
using System.Data.Common;
using ModelRouter.Storage;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary><c>ledger verify</c>: whether a ledger is whole; the exit code says so, too.</summary>
internal sealed class LedgerVerifyCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: ok, entries, calls, total, by_model, problems." };
    private readonly LedgerOptions _ledger;
    private readonly Terminal _terminal;

    public LedgerVerifyCommand(Terminal terminal)
        : base("verify", "Reads the whole ledger and tells what is wrong with it; ends with 1 if anything is.")
    {
        _terminal = terminal;
        _ledger = new(this, hasQuery: false);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var verified = await VerifyAsync(parsed, ct).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            WriteJson(verified);
        }
        else
        {
            WriteTable(verified);
        }

        foreach (var problem in verified.Problems)
        {
            _terminal.WriteError(problem);
        }

        if (verified.ProblemCount > verified.Problems.Count)
        {
            _terminal.WriteError($"{Counted.Of(verified.ProblemCount - verified.Problems.Count, "more problem", "more problems")}.");
        }

        return verified.ProblemCount == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<LedgerVerification> VerifyAsync(ParseResult parsed, CancellationToken ct)
    {
        try
        {
            var ledger = _ledger.Open(parsed);
            await using var closing = ledger.ConfigureAwait(false);
            var verified = await ledger.VerifyAsync(ct).ConfigureAwait(false);
            await TellRestAsync(ledger, ct).ConfigureAwait(false);
            return verified;
        }
        catch (IOException failure) when (DatabaseDamage.Is(failure.InnerException))
        {
            // What is damaged from its first page on is a ledger that isn't whole, too.
            return new(0, 0, 0, new Dictionary<string, decimal>(StringComparer.Ordinal), [failure.Message], 1);
        }
    }

    private async Task TellRestAsync(StoredSpendLedger ledger, CancellationToken ct)
    {
        try
        {
            await LedgerOptions.TellRestAsync(ledger, _terminal, ct).ConfigureAwait(false);
        }
        catch (DbException damaged) when (DatabaseDamage.Is(damaged))
        {
            // That is among the problems already.
        }
    }

    private void WriteTable(LedgerVerification verified)
    {
        _terminal.OutDisplay.WriteLine(
            $"{Counted.Of(verified.Entries, "entry", "entries")} of {Counted.Of(verified.Calls, "call", "calls")}, {(verified.ProblemCount == 0 ? "all well" : Counted.Of(verified.ProblemCount, "problem", "problems"))}.");
        var table = Tables.Create("Cost", "model", "US$");
        foreach (var (model, cost) in verified.ByModel.OrderByDescending(static model => model.Value))
        {
            table.AddRow(Markup.Escape(TerminalText.Clean(model)), ReportText.Dollars(cost));
        }

        table.AddRow("total", ReportText.Dollars(verified.Total));
        Tables.Write(_terminal, table);
    }

    private void WriteJson(LedgerVerification verified) => JsonOutput.Write(_terminal, json =>
    {
        json.WriteBoolean("ok", verified.ProblemCount == 0);
        json.WriteNumber("entries", verified.Entries);
        json.WriteNumber("calls", verified.Calls);
        json.WriteNumber("total", verified.Total);
        json.WriteStartObject("by_model");
        foreach (var (model, cost) in verified.ByModel)
        {
            json.WriteNumber(model, cost);
        }

        json.WriteEndObject();
        json.WriteStartArray("problems");
        foreach (var problem in verified.Problems)
        {
            json.WriteStringValue(problem);
        }

        json.WriteEndArray();
    });
}
