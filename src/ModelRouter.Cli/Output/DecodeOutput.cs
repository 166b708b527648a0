using System.Text.Json;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Decoding times as a table for people and as JSON.</summary>
internal static class DecodeOutput
{
    internal static void Write(Terminal terminal, string model, IReadOnlyList<DecodeTime> times)
    {
        var table = Tables.Create($"{model}: tokens while decoding", "answers", "tokens drawn", "by", "µs a step", "tokens/s", "÷ no sampling");
        foreach (var time in times)
        {
            table.AddRow(
                $"{time.Sequences}",
                time.Contender,
                time.Sampler ?? "",
                $"{time.Step.TotalMicroseconds:#,0}",
                $"{time.TokensPerSecond:#,0}",
                $"{time.RatioToUnsampled:0.00}");
        }

        Tables.Write(terminal, table);
    }

    internal static void WriteRows(Utf8JsonWriter json, string name, IReadOnlyList<DecodeTime> times)
    {
        json.WriteStartArray(name);
        foreach (var time in times)
        {
            json.WriteStartObject();
            json.WriteNumber("sequences", time.Sequences);
            json.WriteString("contender", time.Contender);
            json.WriteString("sampler", time.Sampler);
            json.WriteNumber("us_per_step", Math.Round(time.Step.TotalMicroseconds, 1));
            json.WriteNumber("tokens_per_second", Math.Round(time.TokensPerSecond, 1));
            json.WriteNumber("ratio_to_unsampled", Math.Round(time.RatioToUnsampled, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
