using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Prompts' figures as a table for people.</summary>
internal static class PromptFiguresTable
{
    internal static void Write(Terminal terminal, RoutingRun run, IReadOnlyList<PromptFigures> figures)
    {
        var table = Tables.Create("Verdicts that are known", "prompt", "requests", "right", "chance", "better than chance", "no verdict", "no answer", "leaning", "cost");
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.Study.Template.Version,
                $"{figure.Asked:#,0}",
                EvalText.Percent(figure.Accuracy),
                EvalText.Percent(figure.Study.Chance),
                figure.IsBetterThanChance ? "yes" : "no",
                EvalText.Percent(figure.Unparsable),
                EvalText.Percent(figure.Unanswered),
                figure.Study.First is { } first ? $"{first} {EvalText.Percent(figure.First)}" : "-",
                ReportText.Dollars(figure.Cost));
        }

        Tables.Write(terminal, table);
        var models = figures.SelectMany(static figure => figure.Models).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        terminal.WriteNote($"answered by {TerminalText.Clean(string.Join(", ", models))}. In parentheses: 95% intervals, by questions. Answers without a verdict count as wrong.");
        terminal.WriteNote("leaning: how often a verdict is that one; half, where only the content counts. A prompt is fit for use with a model only where it is better than chance.");
        if (run.IsStopped)
        {
            terminal.WriteNote($"stopped at the limit of US${run.Limit}: the figures are of the requests until then.");
        }
    }
}
