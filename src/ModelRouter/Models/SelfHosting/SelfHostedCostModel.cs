namespace ModelRouter;

/// <summary>What self-hosting a model costs: a day of nodes under a load, by kind of token.</summary>
/// <remarks>Immutable. Formulas, with p and d tokens per second of prefill and decode:
/// <list type="bullet">
/// <item>busy node-seconds of a kind = its tokens / p or / d (<see cref="ServingThroughput"/> tells how hits count);</item>
/// <item>utilization = busy node-seconds / (nodes × 86,400);</item>
/// <item>daily cost = nodes × a day of a node (<see cref="RentedGpus"/>, <see cref="OwnedGpus"/>);</item>
/// <item>marginal cost of a token = its seconds × the price of a rented node's second, or of an owned node's extra energy;</item>
/// <item>full cost of a token = daily cost × its seconds / busy seconds, so that tokens × full cost add up to the daily cost;</item>
/// <item>margin = (revenue − cost) / cost.</item>
/// </list>
/// The accounting is that of DeepSeek's "DeepSeek-V3/R1 Inference System Overview" (open-infra-index, day 6, 2025-03-01), which
/// <see cref="SelfHostedPresets.DeepSeek202502"/> reproduces; utilization and the split by busy time are ours.</remarks>
public sealed record SelfHostedCostModel
{
    /// <summary>How far a load may be above the capacity and still count as a full house: 0.1%. Published throughputs are rounded to three
    /// digits, so the figures of a busy service need not meet exactly.</summary>
    public const decimal CapacityTolerance = 0.001m;

    private const decimal Million = 1_000_000;

    /// <summary>What a node is.</summary>
    public required GpuNode Node { get; init; }

    /// <summary>How many nodes; 0.01 to 100,000. Not whole where it is the mean of a day on which nodes came and went.</summary>
    public required decimal Nodes { get; init; }

    /// <summary>How fast a node is.</summary>
    public required ServingThroughput Throughput { get; init; }

    /// <summary>The day's tokens.</summary>
    public required SelfHostedLoad Load { get; init; }

    /// <summary>What an API charges for the same tokens, or <see langword="null"/>. Prices are 0 to 1,000,000; no fee per request, and no
    /// price of its own for thoughts.</summary>
    public ModelPricing? ApiPrice { get; init; }

    /// <summary>Works it out.</summary>
    /// <exception cref="SelfHostedInputException">A number is out of range.</exception>
    /// <exception cref="SelfHostedCapacityException">The load takes more nodes than there are.</exception>
    public SelfHostedCost Calculate()
    {
        Check();
        var time = NodeTime.Of(Throughput, Load.Mix);
        var uncached = Load.InputTokens - Load.CachedInputTokens;
        var busy = (uncached * time.Input) + (Load.CachedInputTokens * time.CachedInput) + (Load.OutputTokens * time.Output);
        var capacity = Nodes * GpuCost.SecondsPerDay;
        var required = busy / GpuCost.SecondsPerDay;
        if (busy > capacity * (1 + CapacityTolerance))
        {
            throw new SelfHostedCapacityException(Nodes, required);
        }

        // Nobody is busy for more than the day: within the tolerance, every token took that much less than the rounded rates say.
        var scale = busy > capacity ? capacity / busy : 1;
        busy *= scale;
        var gpus = Node.GpusPerNode;
        var daily = (Nodes * Node.Cost.IdleDay(gpus)) + (busy * Node.Cost.BusySecond(gpus));
        return new()
        {
            DailyCost = daily,
            DailyRevenue = ApiPrice is { } price ? Revenue(price) : null,
            Nodes = Nodes,
            RequiredNodes = required,
            Input = CostOf(uncached, time.Input, ApiPrice?.InputPerMillion),
            CachedInput = CostOf(Load.CachedInputTokens, time.CachedInput, ApiPrice?.CachedInputPerMillion ?? ApiPrice?.InputPerMillion),
            Output = CostOf(Load.OutputTokens, time.Output, ApiPrice?.OutputPerMillion),
        };

        SelfHostedTokenCost CostOf(long tokens, decimal seconds, decimal? apiPerMillion)
        {
            var perMillion = seconds * scale * Million;
            return new()
            {
                Tokens = tokens,
                NodeSeconds = tokens * seconds * scale,
                MarginalPerMillion = perMillion * Node.Cost.MarginalSecond(gpus),
                FullPerMillion = busy > 0 ? perMillion / busy * daily : null,
                ApiPerMillion = apiPerMillion,
            };
        }

        decimal Revenue(ModelPricing list) =>
            ((uncached * list.InputPerMillion)
                + (Load.CachedInputTokens * (list.CachedInputPerMillion ?? list.InputPerMillion))
                + (Load.OutputTokens * list.OutputPerMillion)) / Million;
    }

    private void Check()
    {
        ArgumentNullException.ThrowIfNull(Node);
        ArgumentNullException.ThrowIfNull(Throughput);
        ArgumentNullException.ThrowIfNull(Load);
        Node.Check();
        CostRange.Nodes.Check(nameof(Nodes), Nodes);
        Throughput.Check();
        Load.Check();
        if (ApiPrice is { } price)
        {
            ApiPriceCheck.Check(price);
        }
    }
}
