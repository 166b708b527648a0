namespace ModelRouter.SemanticKernel;

/// <summary>What every outermost function call of a kernel is, with all that it calls: a <see cref="RoutingRun"/> of its own.</summary>
/// <remarks>Where code has begun a run itself (<see cref="RoutingRun.Begin"/>), calls belong to that one.</remarks>
public sealed class KernelRunOptions
{
    /// <summary>US dollars that a run may cost; &gt; 0, or <see langword="null"/> (the default) for no limit.</summary>
    public decimal? Limit { get; set; }

    /// <summary>What happens to a call that may cost more than is left; stops by default. <see cref="RunExhaustion.Ask"/> follows from <see cref="Ask"/>.</summary>
    public RunExhaustion OnExhaustion { get; set; }

    /// <summary>Asked when the limit is reached; comes before <see cref="OnExhaustion"/>.</summary>
    public Func<RunQuestion, CancellationToken, ValueTask<RunAnswer>>? Ask { get; set; }

    internal void ThrowIfInvalid() => _ = Create();

    internal RoutingRun Create() => (Limit, Ask) switch
    {
        (null, _) => new(),
        ({ } limit, { } ask) => new(limit, ask),
        ({ } limit, null) => new(limit, OnExhaustion),
    };
}
