namespace ModelRouter;

/// <summary>Writes down what happens in a run, for its receipt.</summary>
/// <remarks>Safe for concurrent use. Its size is bounded: a run may be as long as a process.</remarks>
internal sealed class RunJournal
{
    private const int MostSteps = 10_000;
    private const int MostDeliberations = 1_000;
    private const int MostAgents = 1_000;

    private readonly Lock _lock = new();
    private readonly List<RunStep> _steps = [];
    private readonly List<RunDeliberation> _deliberations = [];
    private readonly List<Share> _shares = [];
    private readonly Dictionary<ValueTuple<string?>, Share> _byAgent = [];
    private int _count;

    /// <summary>Adds an attempt.</summary>
    internal void Add(SpendEntry entry)
    {
        var step = RunStep.Of(entry);
        lock (_lock)
        {
            _count++;
            if (_steps.Count < MostSteps)
            {
                _steps.Add(step);
            }

            ShareOf(step.Agent).Add(step);
        }
    }

    /// <summary>Adds a deliberation.</summary>
    internal void Add(RunDeliberation deliberation)
    {
        lock (_lock)
        {
            if (_deliberations.Count < MostDeliberations)
            {
                _deliberations.Add(deliberation);
            }
        }
    }

    /// <summary>What has happened by now.</summary>
    internal RunReceipt Read(RoutingRun run)
    {
        lock (_lock)
        {
            return new()
            {
                RunId = run.Chain.First(static r => !r.IsUntagged).Id,
                Cost = _shares.Aggregate(default(MoneySum), static (sum, share) => sum + share.Cost).ToDecimal(),
                Limit = run.Limit,
                IsStopped = run.Chain.Any(static r => r.IsStopped),
                InputTokens = _shares.Sum(static share => share.InputTokens),
                OutputTokens = _shares.Sum(static share => share.OutputTokens),
                ReasoningTokens = _shares.Sum(static share => share.ReasoningTokens),
                Agents = [.. _shares.Select(static share => share.Read())],
                Steps = [.. _steps],
                OmittedSteps = _count - _steps.Count,
                Deliberations = [.. _deliberations],
            };
        }
    }

    private Share ShareOf(string? agent)
    {
        if (_byAgent.TryGetValue(new(agent), out var share))
        {
            return share;
        }

        if (_shares.Count >= MostAgents && agent != RunShare.Others)
        {
            return ShareOf(RunShare.Others);
        }

        _shares.Add(share = new(agent));
        _byAgent.Add(new(agent), share);
        return share;
    }

    private sealed class Share(string? agent)
    {
        private readonly List<string> _models = [];
        private int _steps;

        internal MoneySum Cost { get; private set; }

        internal long InputTokens { get; private set; }

        internal long OutputTokens { get; private set; }

        internal long ReasoningTokens { get; private set; }

        internal void Add(RunStep step)
        {
            _steps++;
            Cost += step.Cost;
            InputTokens += step.Usage.InputTokens;
            OutputTokens += step.Usage.OutputTokens;
            ReasoningTokens += step.Usage.ReasoningTokens;
            if (!_models.Contains(step.Model, StringComparer.Ordinal))
            {
                _models.Add(step.Model);
            }
        }

        internal RunShare Read() => new(agent, [.. _models], _steps, InputTokens, OutputTokens, ReasoningTokens, Cost.ToDecimal());
    }
}
