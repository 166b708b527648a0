namespace ModelRouter;

/// <summary>The calls that ended last, so that an outcome finds its call by the id. Safe for concurrent use.</summary>
/// <param name="capacity">Calls remembered; about 1 KB each, and as much again or more for an embedding.</param>
internal sealed class RecentCalls(int capacity = 4_096)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LearnableCall> _calls = [];
    private readonly Queue<Guid> _order = new();

    internal void Add(LearnableCall call)
    {
        lock (_lock)
        {
            if (!_calls.TryAdd(call.CallId, call))
            {
                _calls[call.CallId] = call;
                return;
            }

            _order.Enqueue(call.CallId);
            if (_order.Count > capacity)
            {
                _calls.Remove(_order.Dequeue());
            }
        }
    }

    internal LearnableCall? Find(Guid callId)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(callId);
        }
    }

    /// <summary>All of them.</summary>
    internal LearnableCall[] ToArray()
    {
        lock (_lock)
        {
            return [.. _calls.Values];
        }
    }

    /// <summary>Removes those that began before a time.</summary>
    internal void Forget(DateTimeOffset before)
    {
        lock (_lock)
        {
            var known = _calls.Values.Where(call => call.At >= before).ToList();
            Clear();
            known.ForEach(Add);
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
            _order.Clear();
        }
    }
}
