namespace ModelRouter.LlamaCpp;

/// <summary>The requests that wait for an engine's slots, and how many answers, waiting or under way, it still owes.</summary>
/// <remarks>Callers put requests in, the engine's thread takes them out; all is safe from any thread.</remarks>
/// <param name="settings">How long the line may be.</param>
/// <param name="slots">The engine's places.</param>
/// <param name="place">Puts a request into free slots: on the engine's thread, and while the line is held, so that nobody sees it in neither.</param>
internal sealed class WaitingLine(EngineSettings settings, Slot[] slots, Action<GenerationRequest> place)
{
    private readonly object _gate = new();
    private readonly LinkedList<GenerationRequest> _queue = new();
    private Exception? _fault;
    private volatile bool _stopping;
    private int _unfinished;

    /// <summary>True once the engine is to stop.</summary>
    public bool IsStopping => _stopping;

    /// <summary>True once the engine's thread has died.</summary>
    public bool HasFault => Volatile.Read(ref _fault) is not null;

    /// <summary>Answers that wait or are under way, and are still wanted.</summary>
    public int CountUnfinished()
    {
        lock (_gate)
        {
            DropCancelled();
            foreach (var slot in slots)
            {
                // The engine's thread may be ending this very answer; whoever comes first counts it.
                if (slot.Request is { CancellationToken.IsCancellationRequested: true } left)
                {
                    MarkEnded(left);
                }
            }

            return Volatile.Read(ref _unfinished);
        }
    }

    /// <summary>Puts a request in the line.</summary>
    /// <exception cref="EngineBusyException">The line is full.</exception>
    public void Add(GenerationRequest request)
    {
        var answers = request.Generations.Count;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(LlamaEngine));
            if (_fault is not null)
            {
                throw new LlamaException("The engine has stopped: " + _fault.Message, _fault);
            }

            if (CountUnfinished() + answers > (long)settings.MaxConcurrency + settings.QueueLimit)
            {
                throw new EngineBusyException(settings.QueueLimit);
            }

            Interlocked.Add(ref _unfinished, answers);
            _queue.AddLast(request);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Gives free slots to waiting requests; waits while there is nothing to do at all. False when the engine stops.</summary>
    public bool Admit()
    {
        while (true)
        {
            lock (_gate)
            {
                DropCancelled();
                var free = slots.Count(slot => slot.IsFree);
                if (_stopping)
                {
                    return false;
                }

                if (_queue.First is { } first && first.Value.Generations.Count <= free)
                {
                    _queue.RemoveFirst();
                    place(first.Value);
                }
                else if (free < slots.Length)
                {
                    return true;
                }
                else
                {
                    Monitor.Wait(_gate);
                }
            }
        }
    }

    /// <summary>An answer ends; counted before it is told, so that who hears of it finds its room free.</summary>
    public void MarkEnded(Generation generation)
    {
        if (generation.TryLeave())
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    /// <summary>Nobody is admitted any longer, and who waits for work is woken. False if that was so before.</summary>
    public bool TryStop()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return false;
            }

            _stopping = true;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>The engine's thread has died; whoever asks from now on is told why.</summary>
    public void Break(Exception fault)
    {
        lock (_gate)
        {
            _fault = fault;
        }
    }

    /// <summary>Ends all that wait with an error.</summary>
    public void FailAll(Exception error)
    {
        lock (_gate)
        {
            foreach (var request in _queue)
            {
                Fail(request, error);
            }

            _queue.Clear();
        }
    }

    private void DropCancelled()
    {
        for (var node = _queue.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.CancellationToken.IsCancellationRequested)
            {
                _queue.Remove(node);
                Fail(node.Value, new OperationCanceledException(node.Value.CancellationToken));
            }

            node = next;
        }
    }

    private void Fail(GenerationRequest request, Exception error)
    {
        MarkEnded(request);
        foreach (var generation in request.Generations)
        {
            generation.Fail(error);
        }
    }

    private void MarkEnded(GenerationRequest request)
    {
        foreach (var generation in request.Generations)
        {
            MarkEnded(generation);
        }
    }
}
