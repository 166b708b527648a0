using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>The options that say what a node is and costs.</summary>
internal sealed class NodeOptions
{
    private readonly Option<string?> _gpu = new("--gpu") { Description = "The GPU's name, for the tables only.", HelpName = "name" };
    private readonly Option<decimal?> _gpus = Amount.Option("--gpus-per-node", "GPUs of one node.", CostRange.GpusPerNode, isWhole: true);
    private readonly Option<decimal?> _hour = Amount.Option("--gpu-hour-price", "Rented: dollars for one GPU for an hour.", CostRange.GpuHour, "$");
    private readonly Option<decimal?> _gpuPrice = Amount.Option("--gpu-price", "Owned: dollars for one GPU.", CostRange.GpuPrice, "$");
    private readonly Option<decimal?> _nodePrice = Amount.Option(
        "--node-price", "Owned: dollars for a node, beside its GPUs if --gpu-price is given, too.", CostRange.NodePrice, "$");

    private readonly Option<decimal?> _years = Amount.Option("--amortization-years", "Owned: years of use.", CostRange.Years, "years");
    private readonly Option<decimal?> _busy = Amount.Option(
        "--power-busy", "Owned: kilowatts per GPU, its part of the node included, at work.", CostRange.Kilowatts, "kW");

    private readonly Option<decimal?> _idle = Amount.Option("--power-idle", "Owned: the same without work.", CostRange.Kilowatts, "kW");
    private readonly Option<decimal?> _pue = Amount.Option(
        "--pue", "Owned: power of the whole site per power of its machines.", CostRange.PowerUsageEffectiveness);

    private readonly Option<decimal?> _energy = Amount.Option("--electricity-price", "Owned: dollars for a kilowatt-hour.", CostRange.KilowattHour, "$");
    private readonly Option<decimal?> _upkeep = Amount.Option(
        "--upkeep", "Owned: upkeep in a year as a share of the purchase price; 0 by default.", CostRange.Share, "0..1");

    public NodeOptions(Command command)
    {
        foreach (var option in (Option[])[_gpu, _gpus, _hour, .. Owned])
        {
            command.Options.Add(option);
        }
    }

    private Option<decimal?>[] Owned => [_gpuPrice, _nodePrice, _years, _busy, _idle, _pue, _energy, _upkeep];

    public GpuNode Read(ParseResult parsed, GpuNode? preset, MissingOptions missing)
    {
        var cost = ReadCost(parsed, preset?.Cost, missing);
        return new()
        {
            Gpu = parsed.GetValue(_gpu) ?? preset?.Gpu ?? "GPU",
            GpusPerNode = (int)missing.Require(parsed.GetValue(_gpus) ?? preset?.GpusPerNode, _gpus.Name),
            Cost = cost,
        };
    }

    private GpuCost ReadCost(ParseResult parsed, GpuCost? preset, MissingOptions missing)
    {
        var hour = parsed.GetValue(_hour);
        var owned = Owned.FirstOrDefault(option => parsed.GetValue(option) is not null);
        if (hour is not null && owned is not null)
        {
            throw new UsageException($"{_hour.Name} is for rented GPUs and {owned.Name} for owned ones; give one or the other.");
        }

        if (owned is not null)
        {
            return ReadOwned(parsed, missing);
        }

        return hour is null && preset is not null
            ? preset
            : new RentedGpus { DollarsPerGpuHour = missing.Require(hour, $"{_hour.Name} (or {_gpuPrice.Name} for owned GPUs)") };
    }

    private OwnedGpus ReadOwned(ParseResult parsed, MissingOptions missing)
    {
        var nodePrice = parsed.GetValue(_nodePrice);
        var gpuPrice = parsed.GetValue(_gpuPrice);
        return new()
        {
            PurchasePricePerGpu = nodePrice is null ? missing.Require(gpuPrice, $"{_gpuPrice.Name} (or {_nodePrice.Name})") : gpuPrice ?? 0,
            PurchasePricePerNode = nodePrice ?? 0,
            AmortizationYears = missing.Require(parsed.GetValue(_years), _years.Name),
            BusyKilowatts = missing.Require(parsed.GetValue(_busy), _busy.Name),
            IdleKilowatts = missing.Require(parsed.GetValue(_idle), _idle.Name),
            PowerUsageEffectiveness = missing.Require(parsed.GetValue(_pue), _pue.Name),
            DollarsPerKilowattHour = missing.Require(parsed.GetValue(_energy), _energy.Name),
            UpkeepShare = parsed.GetValue(_upkeep) ?? 0,
        };
    }
}
