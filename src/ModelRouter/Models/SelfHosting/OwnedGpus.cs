namespace ModelRouter;

/// <summary>GPUs that were bought: written off in equal parts, with power and upkeep.</summary>
/// <remarks>Immutable. A year has 365 days.
/// <para>A day of a node = (price / <see cref="AmortizationYears"/> + price × <see cref="UpkeepShare"/>) / 365 + energy, where price =
/// <see cref="PurchasePricePerGpu"/> × GPUs + <see cref="PurchasePricePerNode"/>, and energy = kWh of its GPUs ×
/// <see cref="PowerUsageEffectiveness"/> × <see cref="DollarsPerKilowattHour"/>: the total cost of ownership with straight-line depreciation.</para>
/// <para>A token's marginal cost is the energy it takes beyond that of idling, since the hardware is paid for anyway.</para></remarks>
public sealed record OwnedGpus : GpuCost
{
    /// <summary>US dollars for one GPU; 0 (the default) to 1,000,000.</summary>
    public decimal PurchasePricePerGpu { get; init; }

    /// <summary>US dollars for a node, beyond its GPUs where <see cref="PurchasePricePerGpu"/> is given; 0 (the default) to 10,000,000.</summary>
    public decimal PurchasePricePerNode { get; init; }

    /// <summary>Years over which the price is written off; 0.1 to 50.</summary>
    public required decimal AmortizationYears { get; init; }

    /// <summary>Kilowatts that one GPU with its part of the node draws while it works; 0 to 20, at least <see cref="IdleKilowatts"/>.</summary>
    public required decimal BusyKilowatts { get; init; }

    /// <summary>Kilowatts that one GPU with its part of the node draws while it waits; 0 to 20.</summary>
    public required decimal IdleKilowatts { get; init; }

    /// <summary>PUE: energy of the whole site per energy of its machines (ISO/IEC 30134-2); 1 to 5.</summary>
    public required decimal PowerUsageEffectiveness { get; init; }

    /// <summary>US dollars for a kilowatt-hour; 0 to 10.</summary>
    public required decimal DollarsPerKilowattHour { get; init; }

    /// <summary>Upkeep in a year (people, space, repairs, network) as a share of the purchase price; 0 (the default) to 1.</summary>
    public decimal UpkeepShare { get; init; }

    internal override decimal IdleDay(int gpus)
    {
        var price = (PurchasePricePerGpu * gpus) + PurchasePricePerNode;
        return (((price / AmortizationYears) + (price * UpkeepShare)) / DaysPerYear) + (EnergyHour(IdleKilowatts, gpus) * HoursPerDay);
    }

    internal override decimal BusySecond(int gpus) => EnergyHour(BusyKilowatts - IdleKilowatts, gpus) / SecondsPerHour;

    internal override decimal MarginalSecond(int gpus) => BusySecond(gpus);

    internal override void Check()
    {
        CostRange.GpuPrice.Check(nameof(PurchasePricePerGpu), PurchasePricePerGpu);
        CostRange.NodePrice.Check(nameof(PurchasePricePerNode), PurchasePricePerNode);
        CostRange.Years.Check(nameof(AmortizationYears), AmortizationYears);
        CostRange.Kilowatts.Check(nameof(BusyKilowatts), BusyKilowatts);
        new CostRange(0, BusyKilowatts).Check(nameof(IdleKilowatts), IdleKilowatts);
        CostRange.PowerUsageEffectiveness.Check(nameof(PowerUsageEffectiveness), PowerUsageEffectiveness);
        CostRange.KilowattHour.Check(nameof(DollarsPerKilowattHour), DollarsPerKilowattHour);
        CostRange.Share.Check(nameof(UpkeepShare), UpkeepShare);
    }

    private decimal EnergyHour(decimal kilowatts, int gpus) => kilowatts * gpus * PowerUsageEffectiveness * DollarsPerKilowattHour;
}
