using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>One request's way from node to node. Belongs to its caller.</summary>
internal sealed class PoolCall
{
    private readonly NodePool _pool;
    private readonly FailureReaders _readers;
    private readonly ConversationPrefixes _prefixes;
    private readonly List<PoolNode> _tried = [];
    private Exception? _failure;

    public PoolCall(NodePool pool, FailureReaders readers, ChatMessage[] messages, ChatOptions? options)
    {
        (_pool, _readers, Messages) = (pool, readers, messages);
        _prefixes = new ConversationPrefixes(messages, options);
    }

    public ChatMessage[] Messages { get; }

    /// <summary>The best node that has not been tried yet.</summary>
    /// <exception cref="ModelRefusedException">There is none, and none was tried; else the last failure is thrown again.</exception>
    public PoolTurn Next(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_pool.Enter(_prefixes, _tried) is { } turn)
        {
            _tried.Add(turn.Node);
            return turn;
        }

        if (_failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        throw new ModelRefusedException("Every node of the pool is full, draining or out of service.");
    }

    /// <summary>Ends a turn that failed. True if it was the node's fault, so that another may do better.</summary>
    public bool GoesOn(PoolTurn turn, Exception exception, CancellationToken cancellationToken)
    {
        if (!FailureRule.Of(_readers.Read(exception, cancellationToken).Kind).HurtsHealth)
        {
            return false;
        }

        turn.Fail();
        _failure = exception;
        return true;
    }

    /// <summary>Tokens of a whole answer.</summary>
    public long OutputTokens(AttemptMeter meter) => meter.Usage((int)_prefixes.Tokens, isComplete: true).OutputTokens;
}
