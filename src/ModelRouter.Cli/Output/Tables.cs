using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ModelRouter.Cli;

/// <summary>How tables look, and how they fit.</summary>
internal static partial class Tables
{
    /// <summary>A longer name goes on in the next line where the terminal is narrow.</summary>
    private const int LeastName = 16;

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

    /// <summary>Writes a table of which no number is broken, which would be read as two: columns take what their words need, and share the rest.</summary>
    internal static void Write(Terminal terminal, Table table) => Write(terminal.OutDisplay, table);

    /// <inheritdoc cref="Write(Terminal, Table)" />
    internal static void Write(IAnsiConsole display, Table table)
    {
        var width = display.Profile.Width;
        var options = RenderOptions.Create(display);
        var needs = table.Columns.Select((column, i) => Need([column.Header, .. table.Rows.Select(row => row[i])], options)).ToList();

        // Each column has a space on both sides and a line, and there is one more line.
        var frame = 1 + (3 * needs.Count);
        if (frame + needs.Sum(static need => need.Most) > width)
        {
            var widths = Share(needs, width - frame);
            for (var i = 0; i < widths.Length; i++)
            {
                table.Columns[i].Width = widths[i];
            }

            // What a terminal breaks can still be read; what the table would leave out can't.
            display.Profile.Width = Math.Max(width, frame + widths.Sum());
        }

        display.Write(table);
        display.Profile.Width = width;
    }

    /// <summary>Each column's width: what it needs at least, and of the rest what it lacks most.</summary>
    private static int[] Share(List<(int Least, int Most)> needs, int room)
    {
        int[] widths = [.. needs.Select(static need => need.Least)];
        for (var left = room - widths.Sum(); left > 0; left--)
        {
            var neediest = Enumerable.Range(0, widths.Length).MaxBy(i => needs[i].Most - widths[i]);
            widths[neediest]++;
        }

        return widths;
    }

    /// <summary>How wide a column's longest word is, and its longest line.</summary>
    private static (int Least, int Most) Need(IEnumerable<IRenderable> cells, RenderOptions options)
    {
        var (least, most) = (1, 1);
        foreach (var cell in cells)
        {
            foreach (var line in string.Concat(cell.Render(options, int.MaxValue).Select(static segment => segment.IsLineBreak ? "\n" : segment.Text)).Split('\n'))
            {
                most = Math.Max(most, WidthOf(line.TrimEnd()));
                least = Math.Max(least, line.Split(' ').Max(static word => Name.IsMatch(word) ? Math.Min(WidthOf(word), LeastName) : WidthOf(word)));
            }
        }

        return (least, most);
    }

    private static int WidthOf(string text) => new Segment(text).CellCount();

    // Amounts have at most two letters on end, such as US$ and µs.
    [GeneratedRegex(@"\p{L}{3}", RegexOptions.None, 1_000)]
    private static partial Regex Name { get; }
}
