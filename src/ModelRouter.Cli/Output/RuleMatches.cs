using System.Text.Json;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Which rules apply to a request, and why others don't.</summary>
internal static class RuleMatches
{
    internal static void WriteTable(Terminal terminal, IReadOnlyList<(PolicyRule Rule, string? Mismatch)> rules)
    {
        if (rules.Count == 0)
        {
            terminal.Out.WriteLine("The configuration has no policy rules.");
            return;
        }

        var table = Tables.Create("Policy rules, in their order", "rule", "applies", "effect");
        foreach (var (rule, mismatch) in rules)
        {
            table.AddRow(Markup.Escape(rule.Name), mismatch is null ? "yes" : $"no: {mismatch}", Markup.Escape(RuleText.EffectsOf(rule)));
        }

        Tables.Write(terminal, table);
    }

    internal static void WriteJson(Utf8JsonWriter json, IReadOnlyList<(PolicyRule Rule, string? Mismatch)> rules)
    {
        json.WriteStartArray("rules");
        foreach (var (rule, mismatch) in rules)
        {
            json.WriteStartObject();
            json.WriteString("name", rule.Name);
            json.WriteBoolean("applies", mismatch is null);
            json.WriteString("mismatch", mismatch);
            json.WriteStartObject("parts");
            foreach (var (key, text) in RuleText.Parts(rule))
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
