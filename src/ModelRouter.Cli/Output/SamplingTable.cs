using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Sampling times as a table for people.</summary>
internal static class SamplingTable
{
    internal static void Write(Terminal terminal, string device, IReadOnlyList<SamplingTime> times)
    {
        var table = Tables.Create(
            $"{SamplingBenchmark.Vocabulary:#,0} logits, temperature 0.6, top-p 0.95 ({device})",
            "logits", "implementation", "batch", "µs a token", "× llama.cpp", "bytes a token");
        foreach (var time in times)
        {
            table.AddRow(
                time.Logits,
                Markup.Escape(time.Implementation),
                $"{time.Batch}",
                $"{time.MicrosecondsPerToken:#,0.0}",
                time.RatioToLlamaCpp is { } ratio ? $"{ratio:0.0}" : "",
                $"{time.BytesPerToken:#,0}");
        }

        Tables.Write(terminal, table);
    }
}
