using System.Diagnostics.CodeAnalysis;

namespace ModelRouter;

/// <summary>Remembers which model each conversation is with, by the callers' keys, and forgets what was not used for longest.</summary>
/// <remarks>Safe for concurrent use. It ends with the router.</remarks>
/// <param name="capacity">Conversations remembered; ≥ 1.</param>
internal sealed class ConversationMemory(int capacity = 10_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, string Model)>> _places = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, string Model)> _byUse = new();

    /// <summary>Notes the model that answered.</summary>
    internal void Set(string key, string model)
    {
        lock (_lock)
        {
            if (_places.Remove(key, out var place))
            {
                _byUse.Remove(place);
            }
            else if (_places.Count == capacity)
            {
                _places.Remove(_byUse.First!.Value.Key);
                _byUse.RemoveFirst();
            }

            _places[key] = _byUse.AddLast((key, model));
        }
    }

    /// <summary>The model that answered last, if it is still known.</summary>
    internal bool TryGet(string key, [NotNullWhen(true)] out string? model)
    {
        lock (_lock)
        {
            model = _places.TryGetValue(key, out var place) ? place.Value.Model : null;
            return model is not null;
        }
    }
}
