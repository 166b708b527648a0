using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>What all evaluations have in common as JSON.</summary>
internal static class EvalJson
{
    private const int Digits = 9;
    private const int DollarDigits = 12;

    internal static void WriteHead(Utf8JsonWriter json, string mode, EvalRequest request, IReadOnlyList<BrokenRow> broken)
    {
        json.WriteString("mode", mode);
        json.WriteString("data", request.Data);
        json.WriteStartObject("broken");
        json.WriteNumber("rows", broken.Count);
        json.WriteStartArray("first");
        foreach (var row in broken.Take(EvalNotes.Told))
        {
            json.WriteStartObject();
            json.WriteNumber("line", row.Line);
            json.WriteString("problem", row.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("seed", request.Seed);
    }

    /// <summary>In how many parts which groups were held out, and over how many the intervals are.</summary>
    internal static void WriteFolds(Utf8JsonWriter json, EvalRequest request, RowGrouping? heldOut, int? groups)
    {
        json.WriteNumber("folds", request.Folds);
        WriteHeldOut(json, heldOut, groups);
    }

    internal static void WriteHeldOut(Utf8JsonWriter json, RowGrouping? heldOut, int? groups)
    {
        json.WriteString("held_out", heldOut is { } by ? GroupOption.Word(by) : null);
        if (groups is { } count)
        {
            json.WriteNumber("held_out_groups", count);
        }
        else
        {
            json.WriteNull("held_out_groups");
        }
    }

    internal static void WriteTail(Utf8JsonWriter json, EvalRequest request)
    {
        json.WriteString("plot", request.Plot);
        json.WriteString("scores", request.Scores);
    }

    /// <summary>Estimate, low and high; null where there is no figure, or never one.</summary>
    internal static void Write(Utf8JsonWriter json, string name, Interval? figure) => Write(json, name, figure, Digits);

    /// <summary>As <see cref="Write(Utf8JsonWriter, string, Interval?)"/>, of dollars: a small model's answers cost billionths of one.</summary>
    internal static void WriteDollars(Utf8JsonWriter json, string name, Interval? dollars) => Write(json, name, dollars, DollarDigits);

    internal static void WriteDollars(Utf8JsonWriter json, string name, decimal dollars) => json.WriteNumber(name, decimal.Round(dollars, DollarDigits));

    internal static void WriteDollars(Utf8JsonWriter json, string name, double dollars) => Write(json, name, dollars, DollarDigits);

    internal static void Write(Utf8JsonWriter json, string name, double value) => Write(json, name, value, Digits);

    private static void Write(Utf8JsonWriter json, string name, Interval? figure, int digits)
    {
        if (figure is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Write(json, "estimate", known.Estimate, digits);
        Write(json, "low", known.Low, digits);
        Write(json, "high", known.High, digits);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double value, int digits)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, digits));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
