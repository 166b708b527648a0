using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>cost self-host</c>: what a day of nodes costs, by kind of token.</summary>
internal sealed class CostSelfHostCommand : Command
{
    private readonly PresetOption _preset = new();
    private readonly Option<decimal?> _nodes = Amount.Option("--nodes", "How many nodes; a day's mean need not be whole.", CostRange.Nodes);
    private readonly Option<decimal?> _utilization = Amount.Option(
        "--utilization", "Instead of tokens a day, with --mix or a preset's proportions: how busy the nodes are.", CostRange.Share, "0..1");

    private readonly Option<string?> _measure = new("--measure")
    {
        Description = "Instead of speeds: serve this model on this machine for a while, with eight callers, and take what its engine counts.",
        HelpName = "id|file.gguf",
    };

    private readonly Option<decimal?> _seconds = Amount.Option("--measure-seconds", "For how long; 10 by default.", new(1, 3_600), "s");

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object instead: daily_cost, daily_revenue, margin_percent, utilization, kinds.",
    };

    private readonly NodeOptions _node;
    private readonly ThroughputOptions _throughput;
    private readonly LoadOptions _load;
    private readonly ApiPriceOptions _price;
    private readonly Terminal _terminal;

    public CostSelfHostCommand(Terminal terminal)
        : base(
            "self-host",
            "A day's cost, revenue at an API's prices, margin, and the cost of a million tokens of each kind. Amounts may be written 608e9 or 608B.")
    {
        _terminal = terminal;
        Options.Add(_preset);
        Options.Add(_nodes);
        _node = new(this);
        _throughput = new(this);
        Options.Add(_measure);
        Options.Add(_seconds);
        _load = new(this);
        Options.Add(_utilization);
        _price = new(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (name, preset) = _preset.Read(parsed);
        var measured = parsed.GetValue(_measure) is { } file ? await MeasureAsync(file, parsed, ct).ConfigureAwait(false) : null;
        var (model, cost) = CostErrors.Run(() =>
        {
            var read = Read(parsed, preset, measured?.Throughput);
            return (read, read.Calculate());
        });
        var notes = CostNotes.Of(name, model).ToList();
        if (measured is not null)
        {
            notes.Add(CostNotes.OfMeasured(measured));
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => CostJson.WriteMembers(json, name, model, cost, notes));
            return ExitCode.Success;
        }

        CostTable.Write(_terminal, model, cost);
        notes.ForEach(_terminal.WriteNote);
        return ExitCode.Success;
    }

    private Task<ServingCounters> MeasureAsync(string model, ParseResult parsed, CancellationToken ct)
    {
        if (_throughput.IsGiven(parsed))
        {
            throw new UsageException($"{_measure.Name} measures the speeds; leave the options that give them out.");
        }

        var path = ModelFile.IsPath(model, configPath: null) ? model : PulledModel.Find(model, configPath: null)
            ?? throw new UsageException($"'{model}' is neither a .gguf file nor a model of the catalog; 'modelrouter models list --available' shows those.");
        return ServingMeasurement.RunAsync(path, TimeSpan.FromSeconds((double)(parsed.GetValue(_seconds) ?? 10)), _terminal, ct);
    }

    private SelfHostedCostModel Read(ParseResult parsed, SelfHostedCostModel? preset, ServingThroughput? measured)
    {
        var utilization = parsed.GetValue(_utilization);
        if (utilization is null && _load.HasMix(parsed))
        {
            throw new UsageException(
                $"--mix only says in which proportion tokens come; give {_utilization.Name}, too, or --input-tokens and --output-tokens instead.");
        }

        var missing = new MissingOptions();
        var node = _node.Read(parsed, preset?.Node, missing);
        var nodes = missing.Require(parsed.GetValue(_nodes) ?? preset?.Nodes, _nodes.Name);
        var throughput = measured ?? _throughput.Read(parsed, preset?.Throughput, missing);
        var mix = utilization is null ? null : _load.ReadMix(parsed, preset?.Load, missing);
        var load = mix is null ? _load.ReadTokens(parsed, preset?.Load, missing) : null;
        var price = _price.Read(parsed, preset?.ApiPrice, missing, isNeeded: false);
        missing.Throw();
        return new()
        {
            Node = node,
            Nodes = nodes,
            Throughput = throughput,
            Load = load ?? SelfHostedLoad.AtUtilization(utilization!.Value, nodes, throughput, mix!),
            ApiPrice = price,
        };
    }
}
