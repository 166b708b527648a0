using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>How tables look.</summary>
internal static class Tables
{
    internal static Table Create(string title, params IReadOnlyList<string> columns)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Rounded };
        table.Title.Style = new Style(decoration: Decoration.Bold);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        return table;
    }
}
