namespace ModelRouter;

/// <summary>The monthly cost of self-hosting and of an API at any volume, and where the one falls below the other, by
/// <see cref="BreakEvenModel"/>.</summary>
/// <remarks>Immutable; US dollars, unrounded; tokens are those of the model's mix.</remarks>
public sealed class BreakEven
{
    /// <summary>The largest volume that is asked about.</summary>
    public const long MaxTokens = 1_000_000_000_000_000_000;

    private const decimal Million = 1_000_000;
    private const decimal SecondsPerMonth = GpuCost.DaysPerYear * GpuCost.SecondsPerDay / 12;
    private readonly decimal _busyPerMillion;

    internal BreakEven(BreakEvenModel model)
    {
        var gpus = model.Node.GpusPerNode;
        var seconds = NodeTime.Of(model.Throughput, model.Mix).OfWork(model.Mix);
        TokensPerNode = (long)(model.MaxUtilization * SecondsPerMonth / seconds);
        NodeCost = model.Node.Cost.IdleDay(gpus) * GpuCost.DaysPerYear / 12;
        MarginalPerMillion = model.Node.Cost.MarginalSecond(gpus) * seconds * Million;
        ApiPerMillion = model.Mix.Price(model.ApiPrice);
        _busyPerMillion = model.Node.Cost.BusySecond(gpus) * seconds * Million;

        // Costs and volume of n full nodes are n times those of one: what one full node can't do, no number of them can.
        if (IsCheaper(TokensPerNode))
        {
            FirstVolume = FirstCheaper(0, TokensPerNode);
            LastingVolume = FindLasting();
        }
        else
        {
            Obstacle = MarginalPerMillion >= ApiPerMillion ? BreakEvenObstacle.MarginalCost : BreakEvenObstacle.FullNodeCost;
        }
    }

    /// <summary>Tokens that one node does in a month.</summary>
    public long TokensPerNode { get; }

    /// <summary>Dollars for a month of a node that does nothing.</summary>
    public decimal NodeCost { get; }

    /// <summary>Dollars for one more million tokens: rented GPUs' time, or owned GPUs' energy.</summary>
    public decimal MarginalPerMillion { get; }

    /// <summary>Dollars that the API charges for a million tokens.</summary>
    public decimal ApiPerMillion { get; }

    /// <summary>The smallest monthly volume, in tokens, at which self-hosting costs less; <see langword="null"/> if there is none.</summary>
    public long? FirstVolume { get; }

    /// <summary>The volume from which on self-hosting always costs less. It is above <see cref="FirstVolume"/> where the next node, hardly used
    /// yet, makes the API cheaper again; <see langword="null"/> if that goes on up to <see cref="MaxTokens"/>.</summary>
    public long? LastingVolume { get; }

    /// <summary>Why there is no such volume; <see langword="null"/> if there is one.</summary>
    public BreakEvenObstacle? Obstacle { get; }

    /// <summary>Whole nodes for a volume; at least 1.</summary>
    /// <param name="tokens">Tokens a month; 0 to <see cref="MaxTokens"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The volume is out of range.</exception>
    public long NodesFor(long tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens, MaxTokens);
        return Math.Max(1, ((tokens - 1) / TokensPerNode) + 1);
    }

    /// <summary>Dollars a month for hosting a volume.</summary>
    /// <inheritdoc cref="NodesFor"/>
    public decimal SelfHostedCost(long tokens) => (NodesFor(tokens) * NodeCost) + (tokens * _busyPerMillion / Million);

    /// <summary>Dollars a month that the API charges for a volume.</summary>
    /// <inheritdoc cref="NodesFor"/>
    public decimal ApiCost(long tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens, MaxTokens);
        return tokens * ApiPerMillion / Million;
    }

    private bool IsCheaper(long tokens) => SelfHostedCost(tokens) < ApiCost(tokens);

    /// <summary>The first cheaper volume above one that isn't and up to one that is, on the same number of nodes.</summary>
    private long FirstCheaper(long dearer, long cheaper)
    {
        while (cheaper - dearer > 1)
        {
            var middle = dearer + ((cheaper - dearer) / 2);
            (dearer, cheaper) = IsCheaper(middle) ? (dearer, middle) : (middle, cheaper);
        }

        return cheaper;
    }

    /// <summary>Each further node weighs less against those that are full, so the last one that makes the API cheaper can be searched.</summary>
    private long? FindLasting()
    {
        var most = MaxTokens / TokensPerNode;
        if (!IsCheaper(((most - 1) * TokensPerNode) + 1))
        {
            return null;
        }

        // Full nodes after which the next one makes the API cheaper, and after which it doesn't.
        var (dearer, cheaper) = (0L, most - 1);
        while (cheaper - dearer > 1)
        {
            var middle = dearer + ((cheaper - dearer) / 2);
            (dearer, cheaper) = IsCheaper((middle * TokensPerNode) + 1) ? (dearer, middle) : (middle, cheaper);
        }

        return dearer == 0 ? FirstVolume : FirstCheaper((dearer * TokensPerNode) + 1, (dearer + 1) * TokensPerNode);
    }
}
