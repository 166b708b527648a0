using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A simulation as tables for people.</summary>
internal static class SimulationTable
{
    internal static void Write(Terminal terminal, PolicySimulation simulation, string policy)
    {
        if (simulation.Total.Calls == 0)
        {
            terminal.OutDisplay.WriteLine("The ledger has no calls of that kind that could be decided anew.");
            return;
        }

        var title = $"{policy}, by {Names.Words(simulation.By)}, {simulation.From:yyyy-MM-dd HH:mm} to {simulation.To:yyyy-MM-dd HH:mm} UTC";
        var table = Create(title, Names.Words(simulation.By));
        foreach (var row in simulation.Rows)
        {
            Add(table, ReportText.Name(simulation.By, row.Name), row);
        }

        table.AddEmptyRow();
        Add(table, "total", simulation.Total);
        Tables.Write(terminal, table);
        WriteGroups(terminal, "Changed: who answered, and who would", "model", simulation.Moves);
        WriteGroups(terminal, "No model may serve", "rules", simulation.Refusals);
    }

    private static void WriteGroups(Terminal terminal, string title, string group, IReadOnlyList<SimulationRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = Create(title, group);
        foreach (var row in rows)
        {
            Add(table, row.Name, row);
        }

        Tables.Write(terminal, table);
    }

    private static Table Create(string title, string group)
    {
        var table = Tables.Create(TerminalText.Clean(title), group, "calls", "changed", "refused", "cost", "new cost", "difference", "quality", "new quality");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        return table;
    }

    private static void Add(Table table, string name, SimulationRow row) => table.AddRow(
        Markup.Escape(TerminalText.Clean(name)),
        $"{row.Calls:#,0}", $"{row.Changed:#,0}", $"{row.Refused:#,0}",
        ReportText.Dollars(row.Cost), ReportText.Dollars(row.NewCost), ReportText.Dollars(row.Difference),
        Percent(row.Quality), Percent(row.NewQuality));

    private static string Percent(double? chance) => chance is { } known ? ReportText.Percent(known) : "-";
}
