using ModelRouter.Evaluation;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A deliberation's simulation as tables for people; costs are for a thousand prompts.</summary>
internal static class DeliberationReportTable
{
    internal static void Write(Terminal terminal, DeliberationReport report)
    {
        var best = TerminalText.Clean(report.Best);
        var teams = Tables.Create("Teams, chosen on other tasks", "team", "drafts", "critic", "arbiter");
        var figures = Tables.Create(
            $"On {report.Rows:#,0} prompts of tasks that nobody was chosen on", "team", "wrong answers", "right", $"beyond {Markup.Escape(best)}", "cost per 1,000", "of its cost", "arbitrated");
        figures.AddRow($"{Markup.Escape(best)} alone", "", EvalText.Percent(report.BestAccuracy), "", EvalText.PerThousand(report.BestCost), "", "");
        foreach (var chosen in report.Chosen)
        {
            var team = chosen.Team;
            teams.AddRow(
                Label(chosen), Markup.Escape(TerminalText.Clean(string.Join(", ", team.Drafters))),
                team.Critic is null ? "-" : Markup.Escape(TerminalText.Clean(team.Critic)) + (team.SkipsCritic ? " where drafts differ" : ""), Markup.Escape(TerminalText.Clean(team.Arbiter)));
            Add(Label(chosen), "agree", chosen.WrongAgree);
            Add(Label(chosen), "differ", chosen.WrongDiffer);
        }

        Tables.Write(terminal, teams);
        Tables.Write(terminal, figures);
        foreach (var chosen in report.Chosen)
        {
            terminal.WriteNote($"{Label(chosen)}: {Verdict(chosen, best)}");
        }

        terminal.WriteNote(
            $"simulated: answers' texts aren't recorded, so both ways in which wrong ones may agree are shown; critic and arbiter answer as they did alone. {report.Teams:#,0} teams were "
            + $"compared on {report.TrainingRows:#,0} prompts of other tasks; {EvalText.Intervals(report.HeldOutGroups, "tasks")}.");
        if (report.LeftOut.Count > 0)
        {
            terminal.WriteNote($"left out, since their outcomes are known on fewer than 90% of the rows: {TerminalText.Clean(string.Join(", ", report.LeftOut))}.");
        }

        void Add(string team, string wrong, DeliberationBound bound) => figures.AddRow(
            team, wrong, EvalText.Percent(bound.Accuracy), EvalText.Difference(bound.Gain), EvalText.PerThousand(bound.Cost), EvalText.Percent(bound.CostShare), EvalText.Percent(bound.Arbitrated));
    }

    /// <summary>Whether it is better, in words.</summary>
    internal static string Verdict(DeliberationFigures chosen, string best) => (chosen.WrongAgree.IsBetter, chosen.WrongDiffer.IsBetter) switch
    {
        _ when double.IsNaN(chosen.WrongAgree.Gain.Low) => $"whether it is better than {best} alone can't be told from one task.",
        (true, true) => $"more accurate and cheaper than {best} alone, whether or not wrong answers agree.",
        (false, true) => $"more accurate and cheaper than {best} alone only as far as wrong answers differ.",
        (true, false) => $"more accurate and cheaper than {best} alone only as far as wrong answers agree.",
        _ => $"not both more accurate and cheaper than {best} alone.",
    };

    /// <summary>For what it was chosen, and as if wrong answers did what.</summary>
    private static string Label(DeliberationFigures chosen) => chosen.Aim switch
    {
        "cheaper" => "most accurate of the cheaper",
        "as-good" => "cheapest of the as accurate",
        _ => "most accurate",
    } + (chosen.IsForWrongAgree ? ", if wrong agree" : ", if wrong differ");
}
