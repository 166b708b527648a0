using Spectre.Console;
using Spectre.Console.Rendering;

namespace ModelRouter.Cli;

/// <summary>A report as a table for people.</summary>
internal static class ReportTable
{
    /// <summary>A longer name goes on in the next line where the terminal is narrow.</summary>
    private const int LeastName = 16;

    /// <summary>The columns that a narrower terminal doesn't get, the first of them first; --json and --csv have all.</summary>
    private static readonly string[] Spared = ["cached", "thinking", "p50", "p95", "attempts", "failed", "calls", "output", "input"];

    internal static void Write(Terminal terminal, SpendReport report, string? reference)
    {
        if (report.Total.Attempts == 0)
        {
            terminal.OutDisplay.WriteLine("The ledger has no entries of that kind.");
            return;
        }

        var profile = terminal.OutDisplay.Profile;
        var table = Build(report, reference, profile.Width);

        // What a terminal breaks can still be read; what the table would leave out can't.
        profile.Width = Math.Max(profile.Width, table.Width ?? 0);
        terminal.OutDisplay.Write(table);
    }

    /// <summary>As many columns as fit; the table's width is set where the least don't.</summary>
    internal static Table Build(SpendReport report, string? reference, int width)
    {
        var columns = ColumnsOf(report, reference);
        foreach (var name in Spared.TakeWhile(_ => WidthOf(columns) > width))
        {
            columns.RemoveAll(column => column.Title == name);
        }

        var title = $"Spending by {Names.Words(report.By)}, {report.From:yyyy-MM-dd HH:mm} to {report.To:yyyy-MM-dd HH:mm} UTC";
        var table = Tables.Create(title, columns.ConvertAll(static column => column.Title));
        foreach (var column in table.Columns.Skip(1))
        {
            // A number that goes on in the next line is read as two.
            column.RightAligned().NoWrap();
        }

        if (WidthOf(columns) is var least && least > width)
        {
            table.Width = least;
        }

        for (var row = 0; row <= report.Rows.Count; row++)
        {
            if (row == report.Rows.Count)
            {
                table.AddEmptyRow();
            }

            table.AddRow([.. columns.Select(column => Markup.Escape(column.Cells[row]))]);
        }

        return table;
    }

    /// <summary>All columns: each row's cell, and the total's.</summary>
    private static List<(string Title, List<string> Cells)> ColumnsOf(SpendReport report, string? reference)
    {
        List<SpendReportRow> rows = [.. report.Rows, report.Total];
        List<(string Title, List<string> Cells)> columns =
        [
            (Names.Words(report.By), [.. report.Rows.Select(row => TerminalText.Clean(ReportText.Name(report.By, row.Name))), "total"]),
            Column("calls", static row => $"{row.Calls:#,0}"),
            Column("attempts", static row => $"{row.Attempts:#,0}"),
            Column("failed", static row => $"{row.Failures:#,0}"),
            Column("input", static row => $"{row.InputTokens:#,0}"),
            Column("cached", static row => $"{row.CachedInputTokens:#,0}"),
            Column("output", static row => $"{row.OutputTokens:#,0}"),
            Column("thinking", static row => $"{row.ReasoningTokens:#,0}"),
            Column("p50", static row => ReportText.Seconds(row.MedianLatency)),
            Column("p95", static row => ReportText.Seconds(row.Latency95)),
            Column("cost", static row => ReportText.Dollars(row.Cost)),
        ];
        if (reference is not null)
        {
            columns.Add(Column($"at {reference}", static row => row.ReferenceCost is { } cost ? ReportText.Dollars(cost) : ""));
            columns.Add(Column("saved", static row => row.Savings is { } saved ? ReportText.Dollars(saved) : ""));
        }

        return columns;

        (string Title, List<string> Cells) Column(string name, Func<SpendReportRow, string> cell) => (name, rows.ConvertAll(row => cell(row)));
    }

    /// <summary>What a table of these columns needs: each a cell's width, a space on both sides and a line, and one more line.</summary>
    private static int WidthOf(List<(string Title, List<string> Cells)> columns) => 1 + columns.Select(static (column, i) =>
    {
        var widest = column.Cells.Append(column.Title).Max(static cell => new Segment(cell).CellCount());
        return 3 + (i == 0 ? Math.Min(widest, LeastName) : widest);
    }).Sum();
}
