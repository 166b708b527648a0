using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A report as a table for people.</summary>
internal static class ReportTable
{
    internal static void Write(Terminal terminal, SpendReport report, string? reference)
    {
        if (report.Total.Attempts == 0)
        {
            terminal.OutDisplay.WriteLine("The ledger has no entries of that kind.");
            return;
        }

        var title = $"Spending by {Names.Words(report.By)}, {report.From:yyyy-MM-dd HH:mm} to {report.To:yyyy-MM-dd HH:mm} UTC";
        string[] columns = [Names.Words(report.By), "calls", "attempts", "failed", "input", "cached", "output", "thinking", "p50", "p95", "cost"];
        var table = Tables.Create(title, [.. columns, .. reference is null ? (string[])[] : [$"at {reference}", "saved"]]);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var row in report.Rows)
        {
            Add(ReportText.Name(report.By, row.Name), row);
        }

        table.AddEmptyRow();
        Add("total", report.Total);
        terminal.OutDisplay.Write(table);

        void Add(string name, SpendReportRow row) => table.AddRow(
        [
            Markup.Escape(TerminalText.Clean(name)),
            $"{row.Calls:#,0}", $"{row.Attempts:#,0}", $"{row.Failures:#,0}",
            $"{row.InputTokens:#,0}", $"{row.CachedInputTokens:#,0}", $"{row.OutputTokens:#,0}", $"{row.ReasoningTokens:#,0}",
            ReportText.Seconds(row.MedianLatency), ReportText.Seconds(row.Latency95),
            ReportText.Dollars(row.Cost),
            .. row is { ReferenceCost: { } cost, Savings: { } saved } ? (string[])[ReportText.Dollars(cost), ReportText.Dollars(saved)] : [],
        ]);
    }
}
