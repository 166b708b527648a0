namespace ModelRouter.AgentFramework;

/// <summary>What each run of an agent may cost, with all that it calls.</summary>
/// <remarks>Inside another run it is held to that one's limit, too.</remarks>
public sealed class RoutingRunOptions
{
    /// <summary>US dollars that a run may cost; &gt; 0, or <see langword="null"/> (the default) for no limit.</summary>
    public decimal? Limit { get; set; }

    /// <summary>What happens to a call that may cost more than is left; stops by default. <see cref="RunExhaustion.Ask"/> follows from <see cref="Ask"/>.</summary>
    public RunExhaustion OnExhaustion { get; set; }

    /// <summary>Asked when the limit is reached; comes before <see cref="OnExhaustion"/>.</summary>
    public Func<RunQuestion, CancellationToken, ValueTask<RunAnswer>>? Ask { get; set; }

    internal RoutingRunOptions Copy()
    {
        var copy = (RoutingRunOptions)MemberwiseClone();
        _ = copy.Create(null);
        return copy;
    }

    /// <exception cref="ArgumentException">The limit isn't greater than 0, or nobody is named who could be asked.</exception>
    internal RoutingRun Create(RoutingRun? outer) => (Limit, Ask) switch
    {
        (null, _) => new() { Outer = outer, IsUntagged = outer is not null },
        ({ } limit, { } ask) => new(limit, ask) { Outer = outer },
        ({ } limit, null) => new(limit, OnExhaustion) { Outer = outer },
    };
}
