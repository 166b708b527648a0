using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Benchmarks;

/// <summary>Another engine as a process that prints its tokens per second.</summary>
internal sealed class Peer(string name, string file, string[] arguments, Func<string, double> read)
{
    public string Name => name;

    public static Peer LlamaBench(string file, string model, EngineWork work) => new(
        "llama-bench, no sampling",
        file,
        ["-m", model, "-t", "1", "-p", "0", "-n", $"{work.Tokens}", "-r", $"{work.Runs}", "-o", "json"],
        text => JsonDocument.Parse(text).RootElement[0].GetProperty("avg_ts").GetDouble());

    public static Peer Node(string folder, string model, EngineWork work) => new(
        "node-llama-cpp",
        "node",
        [Path.Combine(folder, "node-llama-cpp.mjs"), model, work.Prompt, $"{work.Tokens}", $"{work.Runs}", "1"],
        text => double.Parse(text, CultureInfo.InvariantCulture));

    public async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) 
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? read(output) : throw new InvalidOperationException($"{name} failed: {await errors}");
    }
}
