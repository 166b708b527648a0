using System.CommandLine;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary><c>bench engine</c>: what sampling costs a model that writes.</summary>
internal sealed class BenchEngineCommand : Command
{
    private static readonly Dictionary<string, (SyntheticShape Shape, string Name)> Shapes = new(StringComparer.Ordinal)
    {
        ["r1-vocabulary"] = (SyntheticShape.R1Vocabulary, "random weights with R1's vocabulary"),
        ["r1-distill-qwen-1.5b"] = (SyntheticShape.R1Distill, "random weights in the shape of R1-Distill-Qwen-1.5B"),
    };

    private readonly Argument<string?> _model = new("model")
    {
        Description = "A .gguf file; by default random weights with R1's vocabulary.",
        HelpName = "file.gguf",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _shape = new("--shape")
    {
        Description = "Instead of a file, random weights: r1-vocabulary (the default; 11 MB, decoded in no time), or r1-distill-qwen-1.5b (1.9 GB).",
        HelpName = "shape",
    };

    private readonly BatchesOption _batch = new("Answers written at a time", 64, 1, 8);
    private readonly Option<int?> _tokens = Number.Option("--tokens", "Tokens of an answer; 100 by default.", 2, 100_000);
    private readonly Option<int?> _rounds = Number.Option("--rounds", "Rounds in which all take turns; their median counts. 5 by default.", 1, 1000);
    private readonly Option<int?> _threads = Number.Option("--threads", "Processor threads that decode; 1 by default.", 1, 512);
    private readonly Option<int?> _gpuLayers = Number.Option("--gpu-layers", "Layers to keep on the GPU; all by default.", 0);
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the speeds into a PNG file.", HelpName = "file.png" };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object instead: model, and rows of sequences, contender, sampler, us_per_step, tokens_per_second, ratio_to_unsampled.",
    };

    private readonly Terminal _terminal;

    public BenchEngineCommand(Terminal terminal)
        : base("engine", "Times a model's steps without sampling, with tokens drawn where the logits lie, and with logits copied first.")
    {
        _terminal = terminal;
        Arguments.Add(_model);
        _shape.AcceptOnlyFromAmong([.. Shapes.Keys]);
        foreach (var option in (Option[])[_shape, _batch, _tokens, _rounds, _threads, _gpuLayers, _plot, _json])
        {
            Options.Add(option);
        }

        Validators.Add(parsed =>
        {
            if (parsed.GetResult(_model) is { Tokens.Count: > 0 } && parsed.GetResult(_shape) is { Tokens.Count: > 0 })
            {
                parsed.AddError("Either a file or --shape.");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var given = parsed.GetValue(_model);
        var plot = PlotFile.Read(parsed.GetValue(_plot), _plot.Name, given);
        var (shape, ofShape) = Shapes[parsed.GetValue(_shape) ?? "r1-vocabulary"];
        var name = given is null ? ofShape : Path.GetFileName(given);
        var times = given is null
            ? await MeasureSyntheticAsync(shape, parsed, ct).ConfigureAwait(false)
            : await MeasureAsync((await ModelFile.ReadAsync(given, ct).ConfigureAwait(false)).Path, parsed, ct).ConfigureAwait(false);
        if (plot is not null)
        {
            DecodePlot.Save(plot, name, times);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json =>
            {
                json.WriteString("model", name);
                DecodeOutput.WriteRows(json, "rows", times);
                json.WriteString("plot", plot);
            });
            return ExitCode.Success;
        }

        DecodeOutput.Write(_terminal, name, times);
        if (plot is not null)
        {
            _terminal.WriteNote($"the plot is in {plot}.");
        }

        return ExitCode.Success;
    }

    private async Task<IReadOnlyList<DecodeTime>> MeasureSyntheticAsync(SyntheticShape shape, ParseResult parsed, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("modelrouter-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "random.gguf");
            SyntheticModel.Write(path, shape, ct);
            return await MeasureAsync(path, parsed, ct).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<DecodeTime>> MeasureAsync(string path, ParseResult parsed, CancellationToken ct)
    {
        using var model = await LlamaModel.LoadAsync(path, parsed.GetValue(_gpuLayers) ?? -1, progress: null, ct).ConfigureAwait(false);
        return [.. DecodeBenchmark.Measure(
            model,
            parsed.GetValue(_batch)!,
            parsed.GetValue(_tokens) ?? 100,
            parsed.GetValue(_rounds) ?? 5,
            parsed.GetValue(_threads) ?? 1,
            ct)];
    }
}
