using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>A choice among all models as JSON; US dollars.</summary>
internal static class ValueReportJson
{
    internal static void WriteMembers(Utf8JsonWriter json, EvalRequest request, RoutingDataset data, Trial trial, ValueReport report)
    {
        EvalJson.WriteHead(json, "all", request, data.Broken);
        json.WriteNumber("rows", report.Rows);
        json.WriteNumber("unknown", report.Unknown);
        json.WriteNumber("labels", trial.Labels);
        json.WriteNumber("repeated", trial.Repeated);
        EvalJson.WriteFolds(json, request, trial.HeldOut, report.HeldOutGroups);
        json.WriteNumber("worth", report.Worth);
        json.WriteStartArray("left_out");
        foreach (var model in report.LeftOut)
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        WriteSingles(json, report);
        json.WriteStartArray("ways");
        foreach (var way in report.Ways)
        {
            WriteWay(json, way);
        }

        json.WriteEndArray();
        json.WriteString("slice_by", report.SliceBy is { } by ? GroupOption.Word(by) : null);
        WriteSlices(json, report);
        EvalJson.WriteTail(json, request);
    }

    private static void WriteSingles(Utf8JsonWriter json, ValueReport report)
    {
        json.WriteString("best_single", report.Singles[0].Name);
        json.WriteStartArray("models");
        foreach (var single in report.Singles)
        {
            json.WriteStartObject();
            json.WriteString("name", single.Name);
            EvalJson.Write(json, "quality", single.Quality);
            EvalJson.WriteDollars(json, "cost", single.Cost);
            EvalJson.Write(json, "arena", single.Arena);
            EvalJson.Write(json, "ece", single.Calibration);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWay(Utf8JsonWriter json, ValueFigures way)
    {
        json.WriteStartObject();
        json.WriteString("name", way.Name);
        EvalJson.Write(json, "aiq", way.Aiq);
        EvalJson.Write(json, "cost_share", way.CostShare);
        EvalJson.Write(json, "unbounded", way.Unbounded);
        EvalJson.Write(json, "unbounded_beyond_best", way.BeyondBest);
        EvalJson.Write(json, "ece", way.Calibration);
        EvalJson.Write(json, "quality", way.AtWorth?.Quality);
        EvalJson.WriteDollars(json, "cost", way.AtWorth?.Cost);
        EvalJson.Write(json, "arena", way.AtWorth?.Arena);
        EvalJson.WriteDollars(json, "regret", way.AtWorth?.Regret);
        json.WriteStartArray("curve");
        foreach (var point in way.Curve.Hull)
        {
            json.WriteStartObject();
            EvalJson.WriteDollars(json, "cost", point.Cost);
            EvalJson.Write(json, "quality", point.Quality);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSlices(Utf8JsonWriter json, ValueReport report)
    {
        json.WriteStartArray("slices");
        foreach (var slice in report.Slices)
        {
            json.WriteStartObject();
            json.WriteString("name", slice.Name);
            json.WriteNumber("rows", slice.Rows);
            EvalJson.Write(json, "best_single_quality", slice.Best);
            EvalJson.WriteDollars(json, "best_single_cost", slice.BestCost);
            EvalJson.Write(json, "quality", slice.Quality);
            EvalJson.WriteDollars(json, "cost", slice.Cost);
            EvalJson.WriteDollars(json, "regret", slice.Regret);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
