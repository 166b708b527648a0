namespace ModelRouter;

/// <summary>GPUs rented by the hour, power and upkeep included; nodes come and go with the load.</summary>
/// <remarks>Immutable. A token's marginal cost is the GPU time it takes.</remarks>
public sealed record RentedGpus : GpuCost
{
    /// <summary>US dollars for one GPU for an hour; 0 to 1,000.</summary>
    public required decimal DollarsPerGpuHour { get; init; }

    internal override decimal IdleDay(int gpus) => DollarsPerGpuHour * gpus * HoursPerDay;

    internal override decimal BusySecond(int gpus) => 0;

    internal override decimal MarginalSecond(int gpus) => DollarsPerGpuHour * gpus / SecondsPerHour;

    internal override void Check() => CostRange.GpuHour.Check(nameof(DollarsPerGpuHour), DollarsPerGpuHour);
}
