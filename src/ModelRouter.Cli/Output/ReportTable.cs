using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A report as a table for people.</summary>
internal static class ReportTable
{
    /// <summary>What all columns need. A narrower terminal gets those that a bill is made of; --json and --csv have all.</summary>
    private const int WholeWidth = 110;

    private static readonly int[] Details = [5, 7, 8];

    internal static void Write(Terminal terminal, SpendReport report, string? reference)
    {
        if (report.Total.Attempts == 0)
        {
            terminal.OutDisplay.WriteLine("The ledger has no entries of that kind.");
            return;
        }

        terminal.OutDisplay.Write(Build(report, reference, terminal.OutDisplay.Profile.Width));
    }

    internal static Table Build(SpendReport report, string? reference, int width)
    {
        var isWhole = width >= WholeWidth;
        var title = $"Spending by {Names.Words(report.By)}, {report.From:yyyy-MM-dd HH:mm} to {report.To:yyyy-MM-dd HH:mm} UTC";
        string[] columns = [Names.Words(report.By), "calls", "attempts", "failed", "input", "cached", "output", "thinking", "p50", "p95", "cost"];
        var table = Tables.Create(title, Shown([.. columns, .. reference is null ? (string[])[] : [$"at {reference}", "saved"]]));
        foreach (var column in table.Columns.Skip(1))
        {
            // A number that goes on in the next line is read as two.
            column.RightAligned().NoWrap();
        }

        foreach (var row in report.Rows)
        {
            Add(ReportText.Name(report.By, row.Name), row);
        }

        table.AddEmptyRow();
        Add("total", report.Total);
        return table;

        string[] Shown(string[] cells) => isWhole ? cells : [.. cells.Where(static (_, column) => !Details.Contains(column))];

        void Add(string name, SpendReportRow row) => table.AddRow(Shown(
        [
            Markup.Escape(TerminalText.Clean(name)),
            $"{row.Calls:#,0}", $"{row.Attempts:#,0}", $"{row.Failures:#,0}",
            $"{row.InputTokens:#,0}", $"{row.CachedInputTokens:#,0}", $"{row.OutputTokens:#,0}", $"{row.ReasoningTokens:#,0}",
            ReportText.Seconds(row.MedianLatency), ReportText.Seconds(row.Latency95),
            ReportText.Dollars(row.Cost),
            .. row is { ReferenceCost: { } cost, Savings: { } saved } ? (string[])[ReportText.Dollars(cost), ReportText.Dollars(saved)] : [],
        ]));
    }
}
