namespace ModelRouter;

/// <summary>So many places and no more; who finds none waits in a queue that is served in the order of arrival.</summary>
/// <remarks>Safe for concurrent use. Nobody overtakes the queue, and both its length and each wait are bounded.</remarks>
internal sealed class ConcurrencyGate(int places, int queueLength)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _queue = new();
    private int _taken;

    /// <summary>Takes a place if one is free and nobody waits for it.</summary>
    internal bool TryEnter()
    {
        lock (_lock)
        {
            if (_taken == places)
            {
                return false;
            }

            _taken++;
            return true;
        }
    }

    /// <summary>Takes a place, waiting for it if need be.</summary>
    internal async ValueTask<QueueOutcome> EnterAsync(TimeSpan longestWait, TimeProvider time, CancellationToken ct)
    {
        // Whoever leaves must not run the next one's request on its own stack.
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_taken < places)
            {
                _taken++;
                return QueueOutcome.Entered;
            }

            if (_queue.Count >= queueLength || longestWait <= TimeSpan.Zero)
            {
                return QueueOutcome.Full;
            }

            _queue.AddLast(turn);
        }

        try
        {
            await turn.Task.WaitAsync(longestWait, time, ct).ConfigureAwait(false);
            return QueueOutcome.Entered;
        }
        catch (TimeoutException)
        {
            // A place that was given at the last moment is as good as any.
            return Withdraw(turn) ? QueueOutcome.TooLong : QueueOutcome.Entered;
        }
        catch (OperationCanceledException)
        {
            if (!Withdraw(turn))
            {
                Leave();
            }

            throw;
        }
    }

    /// <summary>Gives a place back: to the first who waits, or to whoever comes.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            // The place stays taken when it passes on, so nobody can come in between.
            if (_queue.First is { } first)
            {
                _queue.RemoveFirst();
                first.Value.SetResult();
            }
            else
            {
                _taken--;
            }
        }
    }

    /// <summary>False if the place has been given already.</summary>
    private bool Withdraw(TaskCompletionSource turn)
    {
        lock (_lock)
        {
            return _queue.Remove(turn);
        }
    }
}
