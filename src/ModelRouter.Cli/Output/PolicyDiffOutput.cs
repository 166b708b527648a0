using System.Text.Json;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>What differs between two policies, for people and for programs.</summary>
internal static class PolicyDiffOutput
{
    internal static void WriteTables(Terminal terminal, PolicyComparison comparison)
    {
        if (comparison.Rules.Count > 0)
        {
            var rules = Tables.Create("Rules", "rule", "change", "part", "before", "after");
            foreach (var change in comparison.Rules)
            {
                foreach (var (key, before, after) in change.Parts.DefaultIfEmpty(("", "", "")))
                {
                    rules.AddRow(Markup.Escape(change.Name), change.Kind, key, Markup.Escape(before), Markup.Escape(after));
                }
            }

            Tables.Write(terminal, rules);
        }

        if (comparison.Decisions.Count > 0)
        {
            var decisions = Tables.Create("Decisions: the first choice, and who else may serve", "prompt", "data", "for", "before", "after");
            foreach (var change in comparison.Decisions)
            {
                decisions.AddRow(
                    Markup.Escape(change.Request.Prompt),
                    Names.Words(change.Request.DataClass),
                    Markup.Escape(change.Request.Account),
                    Markup.Escape(PolicyComparison.Outcome(change.Before)),
                    Markup.Escape(PolicyComparison.Outcome(change.After)));
            }

            Tables.Write(terminal, decisions);
        }

        terminal.Out.WriteLine(
            $"{comparison.Rules.Count} {(comparison.Rules.Count == 1 ? "rule differs" : "rules differ")}; {comparison.Decisions.Count} of {comparison.Samples} sample requests {(comparison.Decisions.Count == 1 ? "is" : "are")} decided differently.");
    }

    internal static void WriteJson(Utf8JsonWriter json, PolicyComparison comparison)
    {
        json.WriteStartArray("rules");
        foreach (var change in comparison.Rules)
        {
            json.WriteStartObject();
            json.WriteString("name", change.Name);
            json.WriteString("change", change.Kind);
            json.WriteStartArray("parts");
            foreach (var (key, before, after) in change.Parts)
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WriteString("before", before);
                json.WriteString("after", after);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("samples", comparison.Samples);
        json.WriteStartArray("decisions");
        foreach (var change in comparison.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("prompt", change.Request.Prompt);
            json.WriteString("data_class", Names.Snake(change.Request.DataClass));
            json.WriteString("tenant", change.Request.Tenant);
            json.WriteString("user", change.Request.User);
            json.WriteString("agent", change.Request.Agent);
            json.WriteString("tag", change.Request.Tag);
            WriteDecision(json, "before", change.Before);
            WriteDecision(json, "after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDecision(Utf8JsonWriter json, string name, RoutingDecision decision)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("permitted");
        foreach (var model in decision.Ranking)
        {
            json.WriteStringValue(model.Model);
        }

        json.WriteEndArray();
        json.WriteStartArray("rules");
        foreach (var rule in decision.PolicyRules)
        {
            json.WriteStringValue(rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
