using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads a self-hosted model's <c>Price: { "SelfHosted": { … } }</c> and works it out by <see cref="SelfHostedCostModel"/>.</summary>
/// <remarks>Keys are named as the properties that they set. Everything is said for one node: how many there are changes no price as long as
/// they are equally busy.</remarks>
internal static class SelfHostedPriceReader
{
    // Below any unit of account. A price with all of a decimal's 28 digits would make sums depend on their order.
    private const int Decimals = 12;

    private const SelfHostedPrice UsualCost = SelfHostedPrice.Full;

    private static readonly string[] OwnedKeys =
    [
        "PurchasePricePerGpu", "PurchasePricePerNode", "AmortizationYears", "BusyKilowatts", "IdleKilowatts", "PowerUsageEffectiveness",
        "DollarsPerKilowattHour", "UpkeepShare",
    ];

    private static readonly string[] Keys =
    [
        "Cost", "Utilization", "Gpu", "GpusPerNode", "DollarsPerGpuHour", .. OwnedKeys, "PrefillTokensPerSecond", "DecodeTokensPerSecond",
        "PrefillIncludesCacheHits", "CachedInputWeight", "Mix",
    ];

    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is out of its range.</exception>
    internal static ModelPricing Read(SectionReader reader)
    {
        reader.Allow(Keys);
        var kind = reader.Choice<SelfHostedPrice>("Cost") ?? UsualCost;
        var utilization = reader.Decimal("Utilization", 0.01m)
            ?? (kind == SelfHostedPrice.Marginal ? 1 : throw reader.Missing("Utilization", " The full cost depends on how busy the GPUs are, from 0.01 to 1."));
        var node = ReadNode(reader);
        var throughput = ReadThroughput(reader);
        var mix = ReadMix(reader.Child("Mix"), isNeeded: throughput.PrefillIncludesCacheHits);
        try
        {
            var cost = new SelfHostedCostModel
            {
                Node = node, Nodes = 1, Throughput = throughput, Load = SelfHostedLoad.AtUtilization(utilization, 1, throughput, mix),
            }.Calculate();
            var price = kind == SelfHostedPrice.Marginal ? cost.MarginalPricing : cost.FullPricing!;
            return new()
            {
                InputPerMillion = decimal.Round(price.InputPerMillion, Decimals),
                CachedInputPerMillion = decimal.Round(price.CachedInputPerMillion!.Value, Decimals),
                OutputPerMillion = decimal.Round(price.OutputPerMillion, Decimals),
                Origin = new()
                {
                    Source = kind == SelfHostedPrice.Marginal
                        ? $"marginal cost of {node.GpusPerNode} × {node.Gpu}"
                        : string.Create(CultureInfo.InvariantCulture, $"full cost of {node.GpusPerNode} × {node.Gpu}, busy {utilization * 100:0.##}% of the time"),
                },
            };
        }
        catch (SelfHostedInputException wrong)
        {
            throw new ModelRouterConfigurationException(
                $"{reader.Section.Path}:{KeyOf(wrong.Input)}", $"'{wrong.Value}' is not allowed; it must be {wrong.Allowed}.", wrong);
        }
    }

    /// <summary>The key that an input of the cost model is read from.</summary>
    private static string KeyOf(string input) => input switch
    {
        nameof(TokenMix.Input) or nameof(TokenMix.CachedInput) or nameof(TokenMix.Output) => $"Mix:{input}",
        "utilization" => "Utilization",
        _ => input,
    };

    private static GpuNode ReadNode(SectionReader reader)
    {
        var hour = reader.Decimal("DollarsPerGpuHour");
        var owned = Array.Find(OwnedKeys, key => reader.Section.GetSection(key).Exists());
        if (hour is not null && owned is not null)
        {
            throw new ModelRouterConfigurationException(
                $"{reader.Section.Path}:{owned}", "It is for GPUs of one's own, and DollarsPerGpuHour for rented ones; give one or the other.");
        }

        return new()
        {
            Gpu = reader.Text("Gpu") ?? "GPU",
            GpusPerNode = reader.Int("GpusPerNode", 1) ?? throw reader.Missing("GpusPerNode"),
            Cost = owned is null
                ? new RentedGpus
                {
                    DollarsPerGpuHour = hour ?? throw reader.Missing("DollarsPerGpuHour", " Or give PurchasePricePerGpu and what else GPUs of one's own cost."),
                }
                : ReadOwned(reader),
        };
    }

    private static OwnedGpus ReadOwned(SectionReader reader) => new()
    {
        PurchasePricePerGpu = reader.Decimal("PurchasePricePerGpu") ?? 0,
        PurchasePricePerNode = reader.Decimal("PurchasePricePerNode")
            ?? (reader.Text("PurchasePricePerGpu") is null ? throw reader.Missing("PurchasePricePerGpu") : 0),
        AmortizationYears = Required(reader, "AmortizationYears"),
        BusyKilowatts = Required(reader, "BusyKilowatts"),
        IdleKilowatts = Required(reader, "IdleKilowatts"),
        PowerUsageEffectiveness = Required(reader, "PowerUsageEffectiveness"),
        DollarsPerKilowattHour = Required(reader, "DollarsPerKilowattHour"),
        UpkeepShare = reader.Decimal("UpkeepShare") ?? 0,
    };

    private static ServingThroughput ReadThroughput(SectionReader reader) => new()
    {
        PrefillTokensPerSecond = Required(reader, "PrefillTokensPerSecond"),
        DecodeTokensPerSecond = Required(reader, "DecodeTokensPerSecond"),
        PrefillIncludesCacheHits = reader.Bool("PrefillIncludesCacheHits") ?? false,
        CachedInputWeight = reader.Decimal("CachedInputWeight"),
    };

    /// <summary>Proportions matter only to a speed that counts cache hits; otherwise the price of a token doesn't depend on the others.</summary>
    private static TokenMix ReadMix(SectionReader reader, bool isNeeded)
    {
        reader.Allow("Input", "CachedInput", "Output");
        var isGiven = reader.Has("Input") || reader.Has("CachedInput") || reader.Has("Output");
        return isNeeded && !isGiven ? throw reader.Missing("Input", " What a token costs depends on the mix where the speed counts cache hits.")
            : isGiven
            ? new() { Input = Part(reader, "Input"), CachedInput = Part(reader, "CachedInput"), Output = Part(reader, "Output") }
            : new() { Input = 1, CachedInput = 0, Output = 1 };
    }

    private static decimal Part(SectionReader reader, string key) => reader.Decimal(key, max: CostRange.Tokens.Max) ?? 0;

    private static decimal Required(SectionReader reader, string key) => reader.Decimal(key) ?? throw reader.Missing(key);
}
