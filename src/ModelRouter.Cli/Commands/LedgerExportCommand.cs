using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary><c>ledger export</c>: every entry, streamed.</summary>
internal sealed class LedgerExportCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line; the default." };
    private readonly Option<bool> _csv = new("--csv") { Description = "CSV instead; texts that a spreadsheet would take for a formula begin with '." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write to this file instead of the output.", HelpName = "file" };
    private readonly LedgerOptions _ledger;
    private readonly Terminal _terminal;

    public LedgerExportCommand(Terminal terminal)
        : base("export", "Writes a ledger's entries by time, each attempt a line; there is no prompt text in them.")
    {
        _terminal = terminal;
        _ledger = new(this, hasQuery: true);
        foreach (var option in (Option[])[_json, _csv, _output])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var isCsv = parsed.GetValue(_csv);
        if (isCsv && parsed.GetValue(_json))
        {
            throw new UsageException("--json and --csv are two forms of the same; choose one.");
        }

        var query = _ledger.Query(parsed);
        var path = parsed.GetValue(_output);
        if (path is not null)
        {
            OutputPath.Read(path, _output.Name, _ledger.Files(parsed));
        }

        var ledger = _ledger.Open(parsed);
        await using var closing = ledger.ConfigureAwait(false);
        if (path is null)
        {
            await WriteAsync(_terminal.Out, ledger.ReadAsync(query, ct), isCsv).ConfigureAwait(false);
            await LedgerOptions.TellRestAsync(ledger, _terminal, ct).ConfigureAwait(false);
            return ExitCode.Success;
        }

        var count = 0L;
        await WholeFile.WriteTextAsync(path, async file => count = await WriteAsync(file, ledger.ReadAsync(query, ct), isCsv).ConfigureAwait(false)).ConfigureAwait(false);
        _terminal.WriteNote($"{Counted.Of(count, "entry is", "entries are")} in {path}.");
        await LedgerOptions.TellRestAsync(ledger, _terminal, ct).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<long> WriteAsync(TextWriter writer, IAsyncEnumerable<SpendEntry> entries, bool isCsv)
    {
        if (isCsv)
        {
            EntryCsv.WriteHeader(writer);
        }

        var count = 0L;
        var line = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(line, SpendEntryJson.LineOptions);
        await using var end = json.ConfigureAwait(false);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            count++;
            if (isCsv)
            {
                EntryCsv.Write(writer, entry);
                continue;
            }

            line.ResetWrittenCount();
            json.Reset(line);
            SpendEntryJson.Write(json, entry);
            await json.FlushAsync().ConfigureAwait(false);
            await writer.WriteAsync(Encoding.UTF8.GetString(line.WrittenSpan) + "\n").ConfigureAwait(false);
        }

        return count;
    }
}
