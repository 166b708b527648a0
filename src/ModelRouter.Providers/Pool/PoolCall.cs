using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>One request's way from node to node. Belongs to its caller.</summary>
internal sealed class PoolCall
{
    private readonly NodePool _pool;
    private readonly FailureReaders _readers;
    private readonly ConversationPrefixes _prefixes;
    private readonly ChatOptions? _options;
    private readonly List<PoolNode> _tried = [];
    private List<FailedTry>? _failed;
    private Exception? _failure;

    public PoolCall(NodePool pool, FailureReaders readers, ChatMessage[] messages, ChatOptions? options)
    {
        (_pool, _readers, Messages, _options) = (pool, readers, messages, options);
        _prefixes = new ConversationPrefixes(messages, options);
    }

    public ChatMessage[] Messages { get; }

    /// <summary>The caller's options, with the model's name at the node where that has one of its own.</summary>
    public ChatOptions? OptionsFor(PoolTurn turn)
    {
        if (turn.Node.ModelId is not { } name)
        {
            return _options;
        }

        var options = _options?.Clone() ?? new();
        options.ModelId = name;
        return options;
    }

    /// <summary>The best node that has not been tried yet.</summary>
    /// <exception cref="ModelRefusedException">There is none, and none was tried; else the last failure is thrown again.</exception>
    public PoolTurn Next(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            var cancelled = new OperationCanceledException(cancellationToken);
            Tell(cancelled, null);
            throw cancelled;
        }

        if (_pool.Enter(_prefixes, _tried) is { } turn)
        {
            _tried.Add(turn.Node);
            return turn;
        }

        if (_failure is { } failure)
        {
            // The last try is the one that the router sees fail.
            new TriesBelow(_failed![..^1], _failed[^1].Meter).Tell(failure);
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        throw new ModelRefusedException("Every node of the pool is full, draining or out of service.");
    }

    /// <summary>Ends a turn that failed. True if it was the node's fault, so that another may do better.</summary>
    public bool GoesOn(PoolTurn turn, Exception exception, CancellationToken cancellationToken)
    {
        turn.Take(exception);
        var failure = _readers.Read(exception, cancellationToken);
        if (!FailureRule.Of(failure.Kind).HurtsHealth)
        {
            Tell(exception, turn.Meter);
            return false;
        }

        turn.Fail(failure.RetryAfter);
        (_failed ??= []).Add(turn.Describe(failure, exception));
        _failure = exception;
        return true;
    }

    /// <summary>Tells a router of the tries that failed.</summary>
    /// <param name="carrier">What the call gives: a response, the first update, an exception.</param>
    /// <param name="meter">What the try used that the exception comes of.</param>
    public void Tell(object carrier, AttemptMeter? meter)
    {
        if (_failed is not null || meter is not null)
        {
            new TriesBelow([.. _failed ?? []], meter).Tell(carrier);
        }
    }

    /// <summary>Tokens of a whole answer.</summary>
    public long OutputTokens(AttemptMeter meter) => meter.Usage((int)_prefixes.Tokens, isComplete: true).OutputTokens;
}
