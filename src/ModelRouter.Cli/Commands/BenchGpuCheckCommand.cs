using System.CommandLine;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary><c>bench gpu-check</c>: whether this machine's GPU samples as the specification does, and how fast.</summary>
internal sealed class BenchGpuCheckCommand : Command
{
    private readonly Option<int?> _number = Number.Option("--gpu", "The CUDA device's number; 0 by default.", 0);
    private readonly Option<int?> _rows = Number.Option("--rows", "Random rows to compare; 500 by default.", 1, 100_000);
    private readonly Option<int?> _runs = Number.Option("--runs", "Runs of each timed batch; 200 by default.", 1, 100_000);
    private readonly BatchesOption _batch = new("Rows in a call, and answers that a model writes at a time", 64, 1, 8, 32, 64);
    private readonly Option<bool> _samplersOnly = new("--samplers-only")
    {
        Description = "Leave out decoding, for which 1.9 GB of random weights are written to the temporary folder.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: gpu, why_not, rows, mismatches, times, decoding." };
    private readonly Terminal _terminal;

    public BenchGpuCheckCommand(Terminal terminal)
        : base("gpu-check", "Compares this machine's NVIDIA GPU with the specification, token by token, and times it. Ends with 3 if there is none.")
    {
        _terminal = terminal;
        foreach (var option in (Option[])[_number, _rows, _batch, _runs, _samplersOnly, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        CudaSampler device;
        try
        {
            device = new CudaSampler(parsed.GetValue(_number) ?? 0);
        }
        catch (PlatformNotSupportedException missing)
        {
            Report(parsed, new(null, missing.Message, 0, 0, [], null));
            return ExitCode.Absent;
        }

        using (device)
        {
            var check = new GpuCheck(device);
            var rows = parsed.GetValue(_rows) ?? 500;
            var mismatches = check.CountMismatches(rows, new Random(1), ct);
            var times = mismatches > 0 ? [] : parsed.GetValue(_batch)!.Select(batch => check.Time(batch, parsed.GetValue(_runs) ?? 200)).ToList();
            var decoding = mismatches > 0 || parsed.GetValue(_samplersOnly) ? null : await DecodeAsync(parsed.GetValue(_batch)!, ct).ConfigureAwait(false);
            Report(parsed, new(device.DeviceName, null, rows, mismatches, times, decoding));
            return mismatches > 0 || decoding?.Mismatches > 0 ? ExitCode.Failure : ExitCode.Success;
        }
    }

    /// <summary>Decodes on the GPU; <see langword="null"/> and a note if llama.cpp can't.</summary>
    private async Task<GpuDecoding?> DecodeAsync(IReadOnlyList<int> sequences, CancellationToken ct)
    {
        try
        {
            if (!LlamaRuntimeInfo.Read().Devices.Any(static device => device.StartsWith("CUDA", StringComparison.Ordinal)))
            {
                _terminal.WriteNote($"decoding is not measured: the llama.cpp libraries in '{LlamaRuntimeInfo.Read().Directory}' don't know the GPU; put those for CUDA beside the application.");
                return null;
            }

            return await GpuDecoding.RunAsync(sequences, ct).ConfigureAwait(false);
        }
        catch (LlamaNativesException missing)
        {
            _terminal.WriteNote($"decoding is not measured: {missing.Message}");
            return null;
        }
    }

    private void Report(ParseResult parsed, GpuCheckResult result)
    {
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => GpuCheckOutput.WriteMembers(json, result));
        }
        else
        {
            GpuCheckOutput.Write(_terminal, result);
        }
    }
}
