using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>A day of self-hosting as JSON; US dollars.</summary>
internal static class CostJson
{
    internal static void WriteMembers(
        Utf8JsonWriter json, string? preset, SelfHostedCostModel model, SelfHostedCost cost, IReadOnlyList<string> notes)
    {
        json.WriteString("preset", preset);
        json.WriteString("currency", "USD");
        json.WriteString("gpu", model.Node.Gpu);
        json.WriteNumber("gpus_per_node", model.Node.GpusPerNode);
        json.WriteNumber("nodes", cost.Nodes);
        json.WriteNumber("required_nodes", decimal.Round(cost.RequiredNodes, 4));
        json.WriteNumber("utilization", decimal.Round(cost.Utilization, 6));
        json.WriteNumber("daily_cost", decimal.Round(cost.DailyCost, 2));
        WriteNumber(json, "daily_revenue", cost.DailyRevenue, 2);
        WriteNumber(json, "margin_percent", cost.MarginPercent, 2);
        json.WriteStartObject("kinds");
        WriteKind(json, "input", cost.Input);
        WriteKind(json, "cached_input", cost.CachedInput);
        WriteKind(json, "output", cost.Output);
        json.WriteEndObject();
        json.WriteStartArray("notes");
        foreach (var note in notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
    }

    internal static void WriteNumber(Utf8JsonWriter json, string name, decimal? value, int decimals)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, decimal.Round(number, decimals));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteKind(Utf8JsonWriter json, string name, SelfHostedTokenCost kind)
    {
        json.WriteStartObject(name);
        json.WriteNumber("tokens", kind.Tokens);
        json.WriteNumber("node_seconds", decimal.Round(kind.NodeSeconds, 3));
        json.WriteNumber("marginal_per_million", decimal.Round(kind.MarginalPerMillion, 8));
        WriteNumber(json, "full_per_million", kind.FullPerMillion, 8);
        WriteNumber(json, "api_per_million", kind.ApiPerMillion, 8);
        json.WriteEndObject();
    }
}
