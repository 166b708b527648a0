using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>Sampling times as JSON.</summary>
internal static class SamplingJson
{
    internal static void WriteMembers(Utf8JsonWriter json, string device, IReadOnlyList<SamplingTime> times, string? plot)
    {
        json.WriteString("device", device);
        json.WriteNumber("vocabulary", SamplingBenchmark.Vocabulary);
        json.WriteStartArray("rows");
        foreach (var time in times)
        {
            json.WriteStartObject();
            json.WriteString("logits", time.Logits);
            json.WriteString("implementation", time.Implementation);
            json.WriteNumber("batch", time.Batch);
            json.WriteNumber("us_per_token", Math.Round(time.MicrosecondsPerToken, 3));
            if (time.RatioToLlamaCpp is { } ratio)
            {
                json.WriteNumber("ratio_to_llama_cpp", Math.Round(ratio, 2));
            }
            else
            {
                json.WriteNull("ratio_to_llama_cpp");
            }

            json.WriteNumber("allocated_bytes_per_token", Math.Round(time.BytesPerToken, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (plot is not null)
        {
            json.WriteString("plot", plot);
        }
    }
}
