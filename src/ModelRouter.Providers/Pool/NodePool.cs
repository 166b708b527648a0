namespace ModelRouter.Providers;

/// <summary>Decides which node serves a conversation: the one where it is expected to be answered first.</summary>
/// <remarks>Safe for concurrent use. Choosing and counting in are one step, so that of many requests that come at once each sees those
/// before it.</remarks>
internal sealed class NodePool
{
    private readonly Lock _lock = new();
    private readonly NodeState[] _nodes;
    private readonly TimeProvider _time;

    public NodePool(IReadOnlyList<PoolNode> nodes, PoolOptions options, TimeProvider time) =>
        (_nodes, _time) = ([.. nodes.Select(node => new NodeState(node, options, time))], time);

    public IReadOnlyList<PoolNodeStatus> Status
    {
        get
        {
            lock (_lock)
            {
                return [.. _nodes.Select(node => node.Status)];
            }
        }
    }

    /// <summary>Counts a conversation in at the best node that is not among <paramref name="tried"/>; <see langword="null"/> if there is none.</summary>
    public PoolTurn? Enter(ConversationPrefixes conversation, IReadOnlyCollection<PoolNode> tried)
    {
        lock (_lock)
        {
            // A node that cools down may be probed when its time has come; in between the others serve.
            foreach (var node in _nodes.Where(node => node.HasRoom && !tried.Contains(node.Node)).OrderBy(node => node.ExpectedSeconds(conversation)))
            {
                if (node.Health.TryEnter(force: false, out var probe))
                {
                    return new PoolTurn(this, node, conversation, node.Begin(conversation), probe, _time);
                }
            }

            return null;
        }
    }

    /// <summary>Lets a node finish what it has and gives it nothing new, or ends that.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void Drain(string id, bool isDraining)
    {
        lock (_lock)
        {
            var node = Array.Find(_nodes, node => node.Node.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException($"The pool has no node '{id}'; it has {string.Join(", ", _nodes.Select(node => node.Node.Id))}.", nameof(id));
            if (node.IsDraining && !isDraining)
            {
                // Nodes are drained to be started anew.
                node.Lose();
                node.ComeBack();
            }

            node.IsDraining = isDraining;
        }
    }

    /// <summary>Takes a node that was probed into service again, little by little.</summary>
    public void ComeBack(PoolTurn turn)
    {
        lock (_lock)
        {
            var (node, wasClosed) = (turn.State, turn.State.Health.State == HealthState.Closed);
            node.Health.ReportSuccess(turn.Probe);
            if (!wasClosed && node.Health.State == HealthState.Closed)
            {
                node.ComeBack();
            }
        }
    }

    /// <summary>Counts a conversation out.</summary>
    public void Leave(PoolTurn turn, PoolOutcome outcome, long? outputTokens, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            var node = turn.State;
            node.End(turn.Work, outputTokens, turn.Meter);
            switch (outcome)
            {
                case PoolOutcome.Succeeded:
                    node.Health.ReportSuccess(turn.Probe);
                    break;
                case PoolOutcome.Failed:
                    if (!turn.HasBegun)
                    {
                        node.Forget(turn.Conversation);
                    }

                    if (node.Health.ReportFailure(turn.Probe, retryAfter))
                    {
                        node.Lose();
                    }

                    break;
                default:
                    node.Health.ReportAbandoned(turn.Probe);
                    break;
            }
        }
    }
}
