namespace ModelRouter.Providers;

/// <summary>One request's stay at one node; leaving it without an end counts as giving up.</summary>
internal sealed class PoolTurn(NodePool pool, NodeState state, ConversationPrefixes conversation, PoolWork work, long probe, TimeProvider time) : IDisposable
{
    private readonly long _startedAt = time.GetTimestamp();
    private bool _ended;

    public PoolNode Node => state.Node;

    /// <summary>What the request uses here.</summary>
    public AttemptMeter Meter { get; private set; } = new();

    internal NodeState State => state;

    /// <summary>True once the node has begun to answer.</summary>
    internal bool HasBegun { get; private set; }

    internal ConversationPrefixes Conversation => conversation;

    internal PoolWork Work => work;

    internal long Probe => probe;

    /// <summary>Takes over what the node's client tells beside its failure: of an answer that broke before it was whole, nothing else is seen here.</summary>
    public void Take(Exception exception) => Meter = TriesBelow.Beside(exception)?.Meter ?? Meter;

    /// <summary>The node answered with so many tokens.</summary>
    public void Succeed(long outputTokens) => End(PoolOutcome.Succeeded, outputTokens);

    /// <summary>The node has begun to answer: if this was its probe, others need not wait for the rest.</summary>
    public void Begin()
    {
        HasBegun = true;
        if (probe != 0)
        {
            pool.ComeBack(this);
        }
    }

    /// <summary>The node failed by its own fault, and asks to be left alone for a while or doesn't.</summary>
    public void Fail(TimeSpan? retryAfter) => End(PoolOutcome.Failed, null, retryAfter);

    /// <summary>The turn as the router accounts for it, once it has failed.</summary>
    public FailedTry Describe(ModelFailure failure, Exception exception) => new(
        Node.Id, Meter, failure, exception, ErrorText.Of(exception, failure.Status), time.GetUtcNow(), time.GetElapsedTime(_startedAt));

    /// <summary>The failure of a client that breaks its contract.</summary>
    public InvalidDataException GaveNull() => new($"The client of the node '{Node.Id}' gave null.");

    /// <summary>Nothing is known of the node: the caller left, or the request was at fault.</summary>
    public void Dispose() => End(PoolOutcome.Unknown, null);

    private void End(PoolOutcome outcome, long? outputTokens, TimeSpan? retryAfter = null)
    {
        if (!_ended)
        {
            _ended = true;
            pool.Leave(this, outcome, outputTokens, retryAfter);
        }
    }
}
