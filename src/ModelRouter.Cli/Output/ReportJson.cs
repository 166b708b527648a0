using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>A report as JSON; US dollars, exact.</summary>
internal static class ReportJson
{
    internal static void WriteMembers(Utf8JsonWriter json, SpendReport report, ReferencePrices? reference, string? plot)
    {
        json.WriteString("by", Names.Snake(report.By));
        WriteTime(json, "from", report.From);
        WriteTime(json, "to", report.To);
        json.WriteString("currency", "USD");
        json.WriteString("reference", reference?.Model);
        json.WriteStartObject("total");
        WriteFigures(json, report.Total);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (var row in report.Rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name.Length > 0 ? row.Name : null);
            WriteFigures(json, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        ReportNotes.Of(report, reference).ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteString("plot", plot);
    }

    private static void WriteFigures(Utf8JsonWriter json, SpendReportRow row)
    {
        json.WriteNumber("calls", row.Calls);
        json.WriteNumber("attempts", row.Attempts);
        json.WriteNumber("answers", row.Answers);
        json.WriteNumber("failures", row.Failures);
        json.WriteNumber("input_tokens", row.InputTokens);
        json.WriteNumber("cached_input_tokens", row.CachedInputTokens);
        json.WriteNumber("output_tokens", row.OutputTokens);
        json.WriteNumber("reasoning_tokens", row.ReasoningTokens);
        json.WriteNumber("estimated_share", Math.Round(row.EstimatedShare, 6));
        json.WriteNumber("cost", row.Cost);
        json.WriteNumber("unpriced_answers", row.UnpricedAnswers);
        WriteMilliseconds(json, "latency_p50_ms", row.MedianLatency);
        WriteMilliseconds(json, "latency_p95_ms", row.Latency95);
        if (row is { ReferenceCost: { } cost, Savings: { } savings })
        {
            json.WriteNumber("reference_cost", cost);
            json.WriteNumber("savings", savings);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } known)
        {
            json.WriteNumber(name, known.Ticks / (decimal)TimeSpan.TicksPerMillisecond);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
