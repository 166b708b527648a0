using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>A learning curve as JSON.</summary>
internal static class LearningJson
{
    internal static void WriteMembers(Utf8JsonWriter json, EvalRequest request, RoutingDataset data, LearningCurve curve, (string Weak, string Strong)? pair)
    {
        EvalJson.WriteHead(json, "learning", request, data.Broken);
        json.WriteNumber("rows", curve.Rows);
        json.WriteNumber("repeated", curve.Repeated);
        json.WriteString("weak", pair?.Weak);
        json.WriteString("strong", pair?.Strong);
        EvalJson.WriteFolds(json, request, curve.HeldOut, curve.HeldOutGroups);
        json.WriteNumber("draws", request.Draws);
        json.WriteBoolean("per_task", curve.IsPerTask);
        json.WriteStartArray("points");
        foreach (var point in curve.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("asked", point.Asked);
            json.WriteNumber("labels", point.Labels);
            foreach (var way in point.Figures.GroupBy(static figure => figure.Way, StringComparer.Ordinal))
            {
                json.WriteStartObject(way.Key);
                foreach (var figure in way)
                {
                    EvalJson.Write(json, figure.Name, figure.Value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("references");
        foreach (var (name, value) in curve.References)
        {
            EvalJson.Write(json, name, value);
        }

        json.WriteEndObject();
        EvalJson.WriteTail(json, request);
    }
}
