using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>A simulation as JSON; US dollars, exact.</summary>
internal static class SimulationJson
{
    internal static void WriteMembers(Utf8JsonWriter json, PolicySimulation simulation, string policy, string? plot)
    {
        json.WriteString("policy", policy);
        json.WriteString("by", Names.Snake(simulation.By));
        json.WriteString("from", simulation.From?.UtcDateTime.ToString("O"));
        json.WriteString("to", simulation.To?.UtcDateTime.ToString("O"));
        json.WriteString("currency", "USD");
        json.WriteStartObject("total");
        WriteFigures(json, simulation.Total);
        json.WriteEndObject();
        WriteRows(json, "rows", "name", simulation.Rows);
        WriteRows(json, "moves", "models", simulation.Moves);
        WriteRows(json, "refusals", "rules", simulation.Refusals);
        json.WriteStartArray("notes");
        foreach (var note in simulation.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteString("plot", plot);
    }

    private static void WriteRows(Utf8JsonWriter json, string array, string name, IReadOnlyList<SimulationRow> rows)
    {
        json.WriteStartArray(array);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString(name, row.Name.Length > 0 ? row.Name : null);
            WriteFigures(json, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, SimulationRow row)
    {
        json.WriteNumber("calls", row.Calls);
        json.WriteNumber("changed", row.Changed);
        json.WriteNumber("refused", row.Refused);
        json.WriteNumber("cost", row.Cost);
        json.WriteNumber("new_cost", row.NewCost);
        json.WriteNumber("difference", row.Difference);
        json.WriteNumber("estimated", row.Estimated);
        json.WriteNumber("compared", row.Compared);
        WriteChance(json, "quality", row.Quality);
        WriteChance(json, "new_quality", row.NewQuality);
    }

    private static void WriteChance(Utf8JsonWriter json, string name, double? chance)
    {
        if (chance is { } known)
        {
            json.WriteNumber(name, Math.Round(known, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
