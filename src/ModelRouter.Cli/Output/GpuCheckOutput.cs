using System.Text.Json;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>What <c>bench gpu-check</c> found, for people and as JSON.</summary>
internal static class GpuCheckOutput
{
    internal static void Write(Terminal terminal, GpuCheckResult result)
    {
        if (result.Gpu is null)
        {
            terminal.Out.WriteLine($"No GPU to check: {result.WhyNot}");
            return;
        }

        terminal.Out.WriteLine(result.Mismatches == 0
            ? $"{result.Gpu}: {result.Rows:#,0} random rows, each as the specification draws it, and once more among fewer tokens."
            : $"{result.Gpu}: {result.Mismatches:#,0} of {result.Rows:#,0} random rows are NOT as the specification draws them. Don't sample on it; please report this.");
        if (result.Times.Count == 0)
        {
            return;
        }

        var table = Tables.Create(
            $"µs a batch, {SamplingBenchmark.Vocabulary:#,0} logits a row", "rows", "one read of the logits", "kernels", "whole call", "copy + processor");
        foreach (var time in result.Times)
        {
            table.AddRow(
                $"{time.Batch}",
                time.Floor is { } floor ? Micro(floor) : "unknown",
                Micro(time.Kernels),
                Micro(time.Call),
                Micro(time.ProcessorWithCopy));
        }

        Tables.Write(terminal, table);
        if (result.Decoding is { } decoding)
        {
            terminal.Out.WriteLine(decoding.Mismatches == 0
                ? $"{decoding.Tokens:#,0} tokens between a model's steps, each as the processor draws it from a copy of the logits."
                : $"{decoding.Mismatches:#,0} of {decoding.Tokens:#,0} tokens between a model's steps are NOT as the processor draws them. Please report this.");
            terminal.Out.WriteLine(decoding.IsOnDevice ? "They were drawn on the GPU." : "They were NOT drawn on the GPU.");
            DecodeOutput.Write(terminal, "R1-Distill-Qwen-1.5B's shape, Q8_0", decoding.Times);
        }

        static string Micro(TimeSpan time) => $"{time.TotalMicroseconds:#,0.0}";
    }

    internal static void WriteMembers(Utf8JsonWriter json, GpuCheckResult result)
    {
        json.WriteString("gpu", result.Gpu);
        json.WriteString("why_not", result.WhyNot);
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("mismatches", result.Mismatches);
        json.WriteStartArray("times");
        foreach (var time in result.Times)
        {
            json.WriteStartObject();
            json.WriteNumber("batch", time.Batch);
            if (time.Floor is { } floor)
            {
                json.WriteNumber("floor_us", Math.Round(floor.TotalMicroseconds, 2));
            }

            json.WriteNumber("kernels_us", Math.Round(time.Kernels.TotalMicroseconds, 2));
            json.WriteNumber("call_us", Math.Round(time.Call.TotalMicroseconds, 2));
            json.WriteNumber("copy_and_processor_us", Math.Round(time.ProcessorWithCopy.TotalMicroseconds, 2));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.Decoding is { } decoding)
        {
            json.WriteStartObject("decoding");
            json.WriteNumber("tokens", decoding.Tokens);
            json.WriteNumber("mismatches", decoding.Mismatches);
            json.WriteBoolean("on_device", decoding.IsOnDevice);
            DecodeOutput.WriteRows(json, "times", decoding.Times);
            json.WriteEndObject();
        }
    }
}
