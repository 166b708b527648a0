using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>cost break-even</c>: from which volume on self-hosting costs less than an API.</summary>
internal sealed class CostBreakEvenCommand : Command
{
    private readonly PresetOption _preset = new();
    private readonly Option<decimal?> _utilization = Amount.Option(
        "--utilization", "How busy a node may be before another is needed; 1 by default, less where nights are quiet.", CostRange.PositiveShare, "0..1");

    private readonly Option<string?> _plot = new("--plot") { Description = "Draw both costs and the break-even into a PNG file.", HelpName = "file.png" };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object instead: break_even_tokens_per_month, never_because and what led there.",
    };

    private readonly NodeOptions _node;
    private readonly ThroughputOptions _throughput;
    private readonly LoadOptions _load;
    private readonly ApiPriceOptions _price;
    private readonly Terminal _terminal;

    public CostBreakEvenCommand(Terminal terminal)
        : base("break-even", "From how many tokens a month self-hosting, on whole nodes, costs less than an API. Amounts may be written 608e9 or 608B.")
    {
        _terminal = terminal;
        Options.Add(_preset);
        _node = new(this);
        _throughput = new(this);
        _load = new(this);
        Options.Add(_utilization);
        _price = new(this);
        Options.Add(_plot);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var (name, preset) = _preset.Read(parsed);
        var plot = PlotFile.Read(parsed.GetValue(_plot), _plot.Name);
        var model = Read(parsed, preset);
        var result = CostErrors.Run(model.Calculate);
        if (plot is not null)
        {
            BreakEvenPlot.Save(plot, model, result);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => BreakEvenJson.WriteMembers(json, name, model, result, plot));
            return ExitCode.Success;
        }

        BreakEvenTable.Write(_terminal, model, result);
        if (plot is not null)
        {
            _terminal.WriteNote($"the plot is in {plot}.");
        }

        return ExitCode.Success;
    }

    private BreakEvenModel Read(ParseResult parsed, SelfHostedCostModel? preset)
    {
        var missing = new MissingOptions();
        var model = new BreakEvenModel
        {
            Node = _node.Read(parsed, preset?.Node, missing),
            Throughput = _throughput.Read(parsed, preset?.Throughput, missing),
            Mix = _load.ReadMix(parsed, preset?.Load, missing),
            ApiPrice = _price.Read(parsed, preset?.ApiPrice, missing, isNeeded: true)!,
            MaxUtilization = parsed.GetValue(_utilization) ?? 1,
        };
        missing.Throw();
        return model;
    }
}
