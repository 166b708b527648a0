using System.CommandLine;
using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary><c>bench sampling</c>: the samplers, and llama.cpp's own in the same run.</summary>
internal sealed class BenchSamplingCommand : Command
{
    private readonly Option<string> _device = new("--device")
    {
        Description = "Who samples: cpu (the default), cuda, or the emulator that tests use.",
        DefaultValueFactory = static _ => BenchDevice.Processor,
    };

    private readonly Option<int?> _number = Number.Option("--gpu", "The CUDA device's number; 0 by default.", 0);
    private readonly Option<int?> _rounds = Number.Option("--rounds", "Rounds in which all take turns; their median counts. 15 by default.", 1, 1000);
    private readonly BatchesOption _batch = new("Rows in a call", 256, 1);
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the times into a PNG file.", HelpName = "file.png" };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object instead: rows of logits, implementation, batch, us_per_token, ratio_to_llama_cpp.",
    };

    private readonly Terminal _terminal;

    public BenchSamplingCommand(Terminal terminal)
        : base("sampling", $"Times a token's sampling from {SamplingBenchmark.Vocabulary:#,0} logits at R1's settings, beside llama.cpp's own samplers.")
    {
        _terminal = terminal;
        _device.AcceptNames(StringComparer.Ordinal, BenchDevice.Processor, BenchDevice.Cuda, BenchDevice.Emulator);
        foreach (var option in (Option[])[_device, _number, _batch, _rounds, _plot, _json])
        {
            Options.Add(option);
        }

        SetAction((parsed, ct) => Task.FromResult(Run(parsed, ct)));
    }

    private int Run(ParseResult parsed, CancellationToken ct)
    {
        var plot = PlotFile.Read(parsed.GetValue(_plot), _plot.Name);
        using var cuda = BenchDevice.Open(parsed.GetValue(_device)!, parsed.GetValue(_number) ?? 0);
        using var benchmark = new SamplingBenchmark(cuda, _terminal.WriteNote);
        var times = benchmark.Measure(parsed.GetValue(_batch)!, parsed.GetValue(_rounds) ?? 15, ct).ToList();
        var device = cuda?.DeviceName ?? $"processor, best is {TokenSampler.Best.Name}";
        if (plot is not null)
        {
            SamplingPlot.Save(plot, device, times);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => SamplingJson.WriteMembers(json, device, times, plot));
            return ExitCode.Success;
        }

        SamplingTable.Write(_terminal, device, times);
        if (plot is not null)
        {
            _terminal.WriteNote($"the plot is in {plot}.");
        }

        return ExitCode.Success;
    }
}
