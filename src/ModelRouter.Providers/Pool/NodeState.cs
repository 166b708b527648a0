namespace ModelRouter.Providers;

/// <summary>What a pool knows of a node. All members are called under the pool's lock.</summary>
internal sealed class NodeState
{
    /// <summary>What reading a prompt token costs beside writing one: DeepSeek's disclosed nodes read 73.7k and write 14.8k a second.</summary>
    private const double PromptShare = 0.2;

    /// <summary>A node that has just come back is trusted with so much of its rate, and with all of it at the slow start's end.</summary>
    private const double FirstShare = 0.1;

    private readonly PoolOptions _options;
    private readonly TimeProvider _time;
    private readonly Throughput _throughput;
    private readonly PrefixMemory _memory = new();
    private double _queued;
    private double _meanOutput;
    private long? _cameBack;

    public NodeState(PoolNode node, PoolOptions options, TimeProvider time)
    {
        (Node, _options, _time, _meanOutput) = (node, options, time, options.ExpectedOutputTokens);
        Health = new EndpointHealth(options.Health, time);
        _throughput = new Throughput(node.TokensPerSecond, time);
    }

    public PoolNode Node { get; }

    public EndpointHealth Health { get; }

    /// <summary>Requests under way.</summary>
    public int InFlight { get; private set; }

    /// <summary>True if it gets no new requests.</summary>
    public bool IsDraining { get; set; }

    public PoolNodeStatus Status => new(Node.Id, Health.State, IsDraining, InFlight, _queued, _throughput.Rate);

    /// <summary>True if a request may go to it, its health apart.</summary>
    public bool HasRoom => !IsDraining && !(InFlight >= Node.MaxConcurrency);

    /// <summary>Seconds until an answer to a conversation would be whole: what is queued, the part of the prompt that the node has not read
    /// yet, and the answer, at the node's measured rate.</summary>
    public double ExpectedSeconds(ConversationPrefixes conversation) => (_queued + Work(conversation).Total) / (_throughput.Rate * Warmth());

    /// <summary>Counts a request in; gives the work that it was taken for.</summary>
    public PoolWork Begin(ConversationPrefixes conversation)
    {
        var work = Work(conversation);
        _queued += work.Total;
        InFlight++;
        _throughput.Begin();
        _memory.Add(conversation);
        return work;
    }

    /// <summary>Counts a request out.</summary>
    /// <param name="work">What <see cref="Begin"/> gave.</param>
    /// <param name="output">Tokens that it wrote; <see langword="null"/> if it did not end well.</param>
    /// <param name="meter">What was seen of the answer: what came of one that broke or was stopped is work as well.</param>
    public void End(PoolWork work, double? output, AttemptMeter meter)
    {
        _queued = Math.Max(0, _queued - work.Total);
        InFlight--;
        _throughput.End(meter.HasAny ? work.Prompt + (output ?? meter.Usage(estimatedInput: 0, isComplete: false).OutputTokens) : 0, _time.GetElapsedTime(work.BeganAt));
        _meanOutput = output is { } seen ? _meanOutput + ((seen - _meanOutput) / 8) : _meanOutput;
    }

    /// <summary>The node failed before it answered: it may not have read the conversation, which the next one has.</summary>
    public void Forget(ConversationPrefixes conversation) => _memory.Remove(conversation);

    /// <summary>The node is out of service: whatever it remembered is taken as lost.</summary>
    public void Lose() => _memory.Clear();

    /// <summary>The node is in service again.</summary>
    public void ComeBack() => _cameBack = _time.GetTimestamp();

    private PoolWork Work(ConversationPrefixes conversation) =>
        new((conversation.Tokens - _memory.Shared(conversation)) * PromptShare, _meanOutput, _time.GetTimestamp());

    private double Warmth()
    {
        if (_cameBack is not { } since || _options.SlowStart == TimeSpan.Zero)
        {
            return 1;
        }

        var share = _time.GetElapsedTime(since) / _options.SlowStart;
        return share >= 1 ? 1 : FirstShare + ((1 - FirstShare) * share);
    }
}
