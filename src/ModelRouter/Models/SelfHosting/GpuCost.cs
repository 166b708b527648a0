namespace ModelRouter;

/// <summary>What GPUs cost in US dollars: <see cref="RentedGpus"/> or <see cref="OwnedGpus"/>.</summary>
public abstract record GpuCost
{
    internal const decimal DaysPerYear = 365;
    internal const decimal HoursPerDay = 24;
    internal const decimal SecondsPerHour = 3_600;
    internal const decimal SecondsPerDay = HoursPerDay * SecondsPerHour;

    private protected GpuCost()
    {
    }

    /// <summary>Dollars a day for a node that does nothing.</summary>
    internal abstract decimal IdleDay(int gpus);

    /// <summary>Dollars that a second of work adds to <see cref="IdleDay"/>.</summary>
    internal abstract decimal BusySecond(int gpus);

    /// <summary>Dollars that one more second of work costs who has just as many nodes as there is work.</summary>
    internal abstract decimal MarginalSecond(int gpus);

    /// <exception cref="SelfHostedInputException">A number is out of range.</exception>
    internal abstract void Check();
}
