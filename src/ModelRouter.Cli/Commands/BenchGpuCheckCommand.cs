using System.CommandLine;
using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary><c>bench gpu-check</c>: whether this machine's GPU samples as the specification does, and how fast.</summary>
internal sealed class BenchGpuCheckCommand : Command
{
    private readonly Option<int?> _number = Number.Option("--gpu", "The CUDA device's number; 0 by default.", 0);
    private readonly Option<int?> _rows = Number.Option("--rows", "Random rows to compare; 500 by default.", 1, 100_000);
    private readonly Option<int?> _runs = Number.Option("--runs", "Runs of each timed batch; 200 by default.", 1, 100_000);
    private readonly BatchesOption _batch = new(1, 8, 32, 64);
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: gpu, why_not, rows, mismatches, times." };
    private readonly Terminal _terminal;

    public BenchGpuCheckCommand(Terminal terminal)
        : base("gpu-check", "Compares this machine's NVIDIA GPU with the specification, token by token, and times it. Ends with 3 if there is none.")
    {
        _terminal = terminal;
        foreach (var option in (Option[])[_number, _rows, _batch, _runs, _json])
        {
            Options.Add(option);
        }

        SetAction((parsed, ct) => Task.FromResult(Run(parsed, ct)));
    }

    private int Run(ParseResult parsed, CancellationToken ct)
    {
        CudaSampler device;
        try
        {
            device = new CudaSampler(parsed.GetValue(_number) ?? 0);
        }
        catch (PlatformNotSupportedException missing)
        {
            Report(parsed, new(null, missing.Message, 0, 0, []));
            return ExitCode.Absent;
        }

        using (device)
        {
            var check = new GpuCheck(device);
            var rows = parsed.GetValue(_rows) ?? 500;
            var mismatches = check.CountMismatches(rows, new Random(1), ct);
            var times = mismatches > 0 ? [] : parsed.GetValue(_batch)!.Select(batch => check.Time(batch, parsed.GetValue(_runs) ?? 200)).ToList();
            Report(parsed, new(device.DeviceName, null, rows, mismatches, times));
            return mismatches > 0 ? ExitCode.Failure : ExitCode.Success;
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
