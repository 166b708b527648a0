using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>A checked file as JSON.</summary>
internal static class PolicyCheckJson
{
    internal static void WriteMembers(Utf8JsonWriter json, PolicyFile file)
    {
        json.WriteString("file", file.Name);
        json.WriteBoolean("valid", !file.HasErrors);
        json.WriteStartArray("rules");
        foreach (var rule in file.Options.Policy.Rules)
        {
            json.WriteStringValue(rule.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in file.Problems)
        {
            json.WriteStartObject();
            json.WriteString("severity", problem.IsError ? "error" : "warning");
            json.WriteNumber("line", problem.Place.Line);
            json.WriteNumber("column", problem.Place.Column);
            json.WriteString("path", problem.Path);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
