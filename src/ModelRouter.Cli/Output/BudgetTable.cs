using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>How budgets stand, for people and for programs.</summary>
internal static class BudgetTable
{
    /// <param name="terminal">Where to.</param>
    /// <param name="lines">How those stand that somebody has used, or that are for all.</param>
    /// <param name="unused">Budgets for each tenant, user and so on of whom none has used it in this window.</param>
    internal static void Write(Terminal terminal, IReadOnlyList<(Budget Budget, BudgetCounter Counter, BudgetBalance Balance)> lines, IEnumerable<Budget> unused)
    {
        var table = Tables.Create("Budgets", "budget", "for", "until", "limit", "spent", "reserved", "left", "then");
        table.Border = TableBorder.Simple;
        foreach (var (budget, counter, balance) in lines)
        {
            string[] cells =
            [
                budget.Name,
                counter.Value.Length == 0 ? "all" : $"{Names.Words(budget.Scope)} {counter.Value}",
                counter.End == DateTimeOffset.MaxValue ? "-" : Local(budget, counter.End).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
                Amount(budget, counter.Limit),
                Amount(budget, balance.Spent),
                Amount(budget, balance.Reserved),
                Amount(budget, Left(counter, balance)),
                Names.Words(budget.OnExhaustion),
            ];
            table.AddRow([.. cells.Select(static cell => Markup.Escape(TerminalText.Clean(cell)))]);
        }

        foreach (var budget in unused)
        {
            string[] cells = [budget.Name, $"each {Names.Words(budget.Scope)}: nobody has used it", "-", Amount(budget, budget.Limit), "-", "-", Amount(budget, budget.Limit), Names.Words(budget.OnExhaustion)];
            table.AddRow([.. cells.Select(static cell => Markup.Escape(TerminalText.Clean(cell)))]);
        }

        Tables.Write(terminal, table);
    }

    internal static void WriteJson(Utf8JsonWriter json, IReadOnlyList<(Budget Budget, BudgetCounter Counter, BudgetBalance Balance)> lines)
    {
        json.WriteStartArray("budgets");
        foreach (var (budget, counter, balance) in lines)
        {
            json.WriteStartObject();
            json.WriteString("budget", budget.Name);
            json.WriteString("scope", Names.Snake(budget.Scope));
            json.WriteString("value", counter.Value.Length == 0 ? null : counter.Value);
            json.WriteString("window", Names.Snake(budget.Window));
            WriteTime(json, "window_start", counter.Start == DateTimeOffset.MinValue ? null : Local(budget, counter.Start));
            WriteTime(json, "window_end", counter.End == DateTimeOffset.MaxValue ? null : Local(budget, counter.End));
            json.WriteString("unit", budget.Unit == BudgetUnit.Tokens ? "tokens" : "usd");
            json.WriteNumber("limit", counter.Limit);
            json.WriteNumber("spent", balance.Spent);
            json.WriteNumber("reserved", balance.Reserved);
            json.WriteNumber("left", Left(counter, balance));
            json.WriteString("on_exhaustion", Names.Snake(budget.OnExhaustion));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static decimal Left(BudgetCounter counter, BudgetBalance balance) => Math.Max(0, counter.Limit - balance.Spent - balance.Reserved);

    private static DateTimeOffset Local(Budget budget, DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(budget.TimeZone));

    private static string Amount(Budget budget, decimal amount) => budget.Unit == BudgetUnit.Tokens
        ? amount.ToString("#,0", CultureInfo.InvariantCulture)
        : amount.ToString(amount is > 0 and < 0.01m ? "$0.00##########################" : "$#,0.00####", CultureInfo.InvariantCulture);

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            json.WriteString(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
