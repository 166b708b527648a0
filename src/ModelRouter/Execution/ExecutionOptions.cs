namespace ModelRouter;

/// <summary>How long and how often models are tried for one call. A client that ignores its cancellation is waited for all the same.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The most attempts at models that one call makes, repeated ones and the votes of a
    /// cascade included; ≥ 1, default 8. Votes leave one for another model.</summary>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long one call waits, all waits together, to try a model again that was over its rate or overloaded, once no other
    /// model is left; ≥ 0, default 5 s. 0 fails at once. A model that asks for a longer rest is not tried again.</summary>
    public TimeSpan RetryWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call waits for the first endpoint back, or for another request's probe of it, when all that may serve it cool down;
    /// ≥ 0, default 2 s. Where the cooldown ends later, the call probes the endpoint itself after up to a quarter of this time, left to chance.</summary>
    public TimeSpan OpenWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stream may take to its first real content, empty updates not counted; <see cref="Timeout.InfiniteTimeSpan"/> for no
    /// limit, default 5 min. After it the next model is tried.</summary>
    public TimeSpan FirstContentTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stream may pause between updates once it has begun; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, default 2 min.
    /// After it the caller gets a <see cref="ModelTimeoutException"/>. Only waits for the model count, not the time that the caller takes.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an answer may take that isn't streamed; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, default 10 min. After it
    /// the next model is tried.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a call may take as a whole, all attempts and waits together; <see cref="Timeout.InfiniteTimeSpan"/> (the default) for no
    /// limit. A model that is at work when it ends keeps its health.</summary>
    public TimeSpan CallTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>After how long without content the next model of the ranking is asked as well, at most two at once;
    /// <see cref="Timeout.InfiniteTimeSpan"/> (the default) for never. The first with content wins. The other is cancelled and billed: it costs
    /// money to shorten the wait. A request for which a cascade is planned is not hedged.</summary>
    public TimeSpan HedgeDelay { get; set; } = Timeout.InfiniteTimeSpan;

    internal ExecutionOptions Copy() => (ExecutionOptions)MemberwiseClone();
}
