using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>Prompts' figures as JSON.</summary>
internal static class PromptFiguresJson
{
    internal static void WriteMembers(Utf8JsonWriter json, string? modelId, int seed, RoutingRun run, IReadOnlyList<PromptFigures> figures)
    {
        json.WriteString("mode", "prompts");
        json.WriteString("model", modelId ?? "auto");
        json.WriteNumber("seed", seed);
        EvalJson.WriteDollars(json, "cost_usd", run.Spent);
        json.WriteBoolean("stopped", run.IsStopped);
        json.WriteStartArray("prompts");
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            json.WriteString("name", figure.Study.Template.Name);
            json.WriteString("version", figure.Study.Template.Version);
            json.WriteNumber("requests", figure.Asked);
            json.WriteNumber("questions", figure.Questions);
            EvalJson.Write(json, "accuracy", figure.Accuracy);
            EvalJson.Write(json, "chance", figure.Study.Chance);
            json.WriteBoolean("better_than_chance", figure.IsBetterThanChance);
            EvalJson.Write(json, "unanswered", figure.Unanswered);
            EvalJson.Write(json, "unparsable", figure.Unparsable);
            json.WriteString("leaning_to", figure.Study.First);
            EvalJson.Write(json, "leaning", figure.First);
            json.WriteStartArray("models");
            foreach (var model in figure.Models)
            {
                json.WriteStringValue(model);
            }

            json.WriteEndArray();
            EvalJson.WriteDollars(json, "cost_usd", figure.Cost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
