using Spectre.Console;

namespace ModelRouter.Cli.Tests;

public class TablesTests
{
    private const string Cost = "US$0.00000011", Reason = "It was made for diagnosing a machine by air and process temperature, and this is a question for the base model.";

    [Theory]
    [InlineData(240)]
    [InlineData(80)]
    [InlineData(64)]
    [InlineData(40)]
    [InlineData(20)]
    public void No_width_breaks_a_number_or_spells_a_word_letter_by_letter(int width)
    {
        var lines = Show(width, Tables.Create("Ranking", "model", "P(success)", "cost", "reason")
            .AddRow("deepseek-r1-distill-qwen-32b", "99.2 %", Cost, Reason).AddRow("nano", "0.470 (0.470 to 1.008)", "1,234,567.89", "-"));

        Assert.Single(lines, static line => line.Contains($" {Cost} ", StringComparison.Ordinal));
        Assert.Single(lines, static line => line.Contains(" 1,234,567.89 ", StringComparison.Ordinal));
        foreach (var word in (ReadOnlySpan<string>)[.. Reason.Split(' '), "P(success)", "(0.470", "1.008)", "deepseek-r1-dist"])
        {
            Assert.Contains(lines, line => line.Contains($" {word}", StringComparison.Ordinal));
        }

        Assert.True(width < 64 || lines.All(line => line.Length <= width), string.Join('\n', lines));
        Assert.Equal(width == 240, lines.Any(static line => line.Contains(Reason, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_table_too_wide_for_the_terminal_widens_no_other()
    {
        using var shown = new StringWriter();
        var console = Console(shown, 20);
        Tables.Write(console, Tables.Create("", "a", "b").AddRow(Cost, Cost));
        Assert.Equal(20, console.Profile.Width);
    }

    private static string[] Show(int width, Table table)
    {
        using var shown = new StringWriter();
        Tables.Write(Console(shown, width), table);
        return shown.ToString().Split('\n');
    }

    private static IAnsiConsole Console(StringWriter shown, int width)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(shown) });
        console.Profile.Width = width;
        return console;
    }
}
