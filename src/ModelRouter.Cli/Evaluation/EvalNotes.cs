using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>What an evaluation tells of its files: rows that can't be used, labels that weren't.</summary>
internal static class EvalNotes
{
    /// <summary>More of them are counted, not told.</summary>
    internal const int Told = 5;

    /// <summary>Notes each of the first problems.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="broken">Its rows that can't be used.</param>
    /// <param name="isStrict">Whether none is allowed.</param>
    /// <param name="isInJson">Whether <c>--json</c> counts them.</param>
    /// <exception cref="RoutingDataException">There is one, and none is allowed.</exception>
    internal static void WriteBroken(Terminal terminal, string file, IReadOnlyList<BrokenRow> broken, bool isStrict, bool isInJson)
    {
        if (broken is [var first, ..] && isStrict)
        {
            throw new RoutingDataException($"{Count(broken.Count)} of '{file}' can't be used, the first in line {first.Line}: {first.Problem} (--strict)");
        }

        foreach (var row in broken.Take(Told))
        {
            terminal.WriteNote($"'{file}', line {row.Line}, is left out: {TerminalText.Clean(row.Problem)}");
        }

        if (broken.Count > Told)
        {
            terminal.WriteNote($"{Count(broken.Count)} of '{file}' in all are left out; {(isInJson ? "--json counts them, " : "")}--strict makes them an error.");
        }
    }

    /// <summary>Notes of labels that were not used, or not there.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="repeated">How many were left out.</param>
    /// <param name="drawn">How many were drawn where that is fewer than were asked for.</param>
    /// <param name="folds">In how many parts groups were held out.</param>
    internal static void WriteLabels(Terminal terminal, int repeated, int? drawn, int folds)
    {
        if (repeated > 0)
        {
            terminal.WriteNote($"{(repeated == 1 ? "1 labelled row was left out, since its prompt is" : $"{repeated:#,0} labelled rows were left out, since their prompts are")} among those that are predicted.");
        }

        if (drawn is { } few)
        {
            terminal.WriteNote($"there are only {few:#,0} labels to draw from{(folds > 0 ? ", in each fold" : "")}.");
        }
    }

    /// <summary><c>1 row</c>, <c>1,234 rows</c>.</summary>
    internal static string Count(int rows) => rows == 1 ? "1 row" : $"{rows:#,0} rows";
}
