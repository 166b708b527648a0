using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>How well tasks are told, as JSON.</summary>
internal static class TaskReportJson
{
    internal static void WriteMembers(Utf8JsonWriter json, EvalRequest request, TaskDataset data, TaskReport report)
    {
        EvalJson.WriteHead(json, "task_types", request, data.Broken);
        json.WriteNumber("rows", data.Rows.Count);
        json.WriteNumber("without_task", data.Untold);
        json.WriteStartObject("unknown_tasks");
        foreach (var (name, count) in data.Unknown)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        EvalJson.Write(json, "accuracy", report.Accuracy);
        EvalJson.Write(json, "mean_by_task", report.MeanByTask);
        json.WriteStartArray("languages");
        foreach (var slice in report.Languages)
        {
            json.WriteStartObject();
            json.WriteString("lang", slice.Language);
            json.WriteNumber("rows", slice.Rows);
            EvalJson.Write(json, "accuracy", slice.Accuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("confusion");
        foreach (var task in report.Confusion.GroupBy(static entry => entry.Key.Task).OrderBy(static task => task.Key))
        {
            json.WriteStartObject(Names.Snake(task.Key));
            foreach (var (key, count) in task.OrderBy(static entry => entry.Key.Predicted))
            {
                json.WriteNumber(Names.Snake(key.Predicted), count);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("scores", request.Scores);
    }
}
