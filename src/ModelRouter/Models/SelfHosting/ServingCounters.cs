namespace ModelRouter;

/// <summary>What an engine has done, by its own counters: the measured side of <see cref="SelfHostedCostModel"/>.</summary>
/// <remarks>Immutable. A client of a self-hosted engine gives them by <c>GetService(typeof(ServingCounters))</c>, from its start on; of a shorter
/// time they are the difference of two, <see cref="Since"/>.</remarks>
public sealed record ServingCounters
{
    /// <summary>The time in which it was done, idle time included; ≥ 0.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Decoders that work side by side on the node; ≥ 1.</summary>
    public int Decoders { get; init; } = 1;

    /// <summary>Input tokens, those from the cache included; ≥ 0.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Input tokens that came from the cache and took no time; 0 to <see cref="InputTokens"/>.</summary>
    public required long CachedInputTokens { get; init; }

    /// <summary>Output tokens, thoughts and those of answers that were never finished included; ≥ 0.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Time of all decoders together that went into reading; ≥ 0.</summary>
    /// <remarks>Of a step that reads for some and writes for others, each token takes the same share.</remarks>
    public required TimeSpan PrefillTime { get; init; }

    /// <summary>Time of all decoders together that went into writing; ≥ 0.</summary>
    public required TimeSpan DecodeTime { get; init; }

    /// <summary>Share of the decoders' time that was work; 0 to 1, 0 where no time has passed.</summary>
    public decimal Utilization => Elapsed > TimeSpan.Zero ? Seconds(PrefillTime + DecodeTime) / (Seconds(Elapsed) * Decoders) : 0;

    /// <summary>How fast the node reads and writes when it does nothing else; <see langword="null"/> if it has not yet done both.</summary>
    public ServingThroughput? Throughput
    {
        get
        {
            var computed = InputTokens - CachedInputTokens;
            return computed <= 0 || OutputTokens <= 0 || PrefillTime <= TimeSpan.Zero || DecodeTime <= TimeSpan.Zero
                ? null
                : new()
                {
                    PrefillTokensPerSecond = computed * Decoders / Seconds(PrefillTime),
                    DecodeTokensPerSecond = OutputTokens * Decoders / Seconds(DecodeTime),
                };
        }
    }

    /// <summary>What was done after an earlier look at the same counters.</summary>
    /// <exception cref="ArgumentException"><paramref name="earlier"/> is later, or of other counters.</exception>
    public ServingCounters Since(ServingCounters earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var since = this with
        {
            Elapsed = Elapsed - earlier.Elapsed,
            InputTokens = InputTokens - earlier.InputTokens,
            CachedInputTokens = CachedInputTokens - earlier.CachedInputTokens,
            OutputTokens = OutputTokens - earlier.OutputTokens,
            PrefillTime = PrefillTime - earlier.PrefillTime,
            DecodeTime = DecodeTime - earlier.DecodeTime,
        };
        return since is { InputTokens: >= 0, CachedInputTokens: >= 0, OutputTokens: >= 0 }
            && since.Elapsed >= TimeSpan.Zero && since.PrefillTime >= TimeSpan.Zero && since.DecodeTime >= TimeSpan.Zero
            && earlier.Decoders == Decoders
            ? since
            : throw new ArgumentException("These are not earlier counters of the same engine.", nameof(earlier));
    }

    /// <summary>What it cost on a node, told as a day that goes on like this.</summary>
    /// <param name="node">The node that the engine has to itself.</param>
    /// <returns>The cost; <see langword="null"/> while <see cref="Throughput"/> is.</returns>
    /// <exception cref="SelfHostedInputException">A number is out of range: of the node, or a speed that no node has.</exception>
    public SelfHostedCost? CostOn(GpuNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (Throughput is not { } throughput || Elapsed <= TimeSpan.Zero)
        {
            return null;
        }

        var days = Seconds(Elapsed) / GpuCost.SecondsPerDay;
        return new SelfHostedCostModel
        {
            Node = node,
            Nodes = 1,
            Throughput = throughput,
            Load = new()
            {
                InputTokens = (long)decimal.Round(InputTokens / days),
                CachedInputTokens = (long)decimal.Round(CachedInputTokens / days),
                OutputTokens = (long)decimal.Round(OutputTokens / days),
            },
        }.Calculate();
    }

    private static decimal Seconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;
}
