using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>A choice between two models as JSON.</summary>
internal static class PairReportJson
{
    internal static void WriteMembers(Utf8JsonWriter json, EvalRequest request, RoutingDataset data, Trial trial, PairReport report)
    {
        EvalJson.WriteHead(json, "pair", request, data.Broken);
        json.WriteNumber("rows", report.Rows);
        json.WriteNumber("unknown", report.Unknown);
        json.WriteNumber("labels", trial.Labels);
        json.WriteNumber("repeated", trial.Repeated);
        EvalJson.WriteFolds(json, request, trial.HeldOut, report.HeldOutGroups);
        WriteModel(json, "weak", report.Weak, report.WeakQuality);
        WriteModel(json, "strong", report.Strong, report.StrongQuality);
        json.WriteStartArray("ways");
        foreach (var way in report.Ways)
        {
            json.WriteStartObject();
            json.WriteString("name", way.Name);
            EvalJson.Write(json, "apgr", way.Apgr);
            EvalJson.Write(json, "apgr_beyond_length", way.BeyondLength);
            EvalJson.Write(json, "cpt_20", way.Cpt20);
            EvalJson.Write(json, "cpt_50", way.Cpt50);
            EvalJson.Write(json, "cpt_80", way.Cpt80);
            EvalJson.Write(json, "ece", way.Calibration);
            WriteCurve(json, way.Curve);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("slice_by", report.SliceBy is { } by ? GroupOption.Word(by) : null);
        json.WriteStartArray("slices");
        foreach (var slice in report.Slices)
        {
            json.WriteStartObject();
            json.WriteString("name", slice.Name);
            json.WriteNumber("rows", slice.Rows);
            EvalJson.Write(json, "weak", slice.Weak);
            EvalJson.Write(json, "strong", slice.Strong);
            for (var i = 0; i < report.Ways.Count; i++)
            {
                EvalJson.Write(json, report.Ways[i].Name, slice.Apgr?[i]);
            }

            EvalJson.Write(json, "ece", slice.Calibration);

            json.WriteEndObject();
        }

        json.WriteEndArray();
        EvalJson.WriteTail(json, request);
    }

    private static void WriteModel(Utf8JsonWriter json, string name, string model, double quality)
    {
        json.WriteStartObject(name);
        json.WriteString("model", model);
        EvalJson.Write(json, "quality", quality);
        json.WriteEndObject();
    }

    private static void WriteCurve(Utf8JsonWriter json, PairCurve curve)
    {
        json.WriteStartArray("curve");
        foreach (var point in curve.Points)
        {
            json.WriteStartObject();
            EvalJson.Write(json, "threshold", point.Threshold);
            EvalJson.Write(json, "strong_share", point.StrongShare);
            EvalJson.Write(json, "quality", point.Quality);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
