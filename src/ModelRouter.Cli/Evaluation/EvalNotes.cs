using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>Tells which rows of a file can't be used.</summary>
internal static class EvalNotes
{
    /// <summary>More of them are counted, not told.</summary>
    internal const int Told = 5;

    /// <summary>Notes each of the first problems.</summary>
    /// <exception cref="RoutingDataException">There is one, and none is allowed.</exception>
    internal static void WriteBroken(Terminal terminal, string file, IReadOnlyList<BrokenRow> broken, bool isStrict)
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
            terminal.WriteNote($"{Count(broken.Count)} of '{file}' in all are left out; --json counts them, --strict makes them an error.");
        }
    }

    /// <summary><c>1 row</c>, <c>1,234 rows</c>.</summary>
    internal static string Count(int rows) => rows == 1 ? "1 row" : $"{rows:#,0} rows";
}
