namespace ModelRouter.Providers;

/// <summary>Remembers which beginnings of conversations a node has read lately. Not safe for concurrent use.</summary>
internal sealed class PrefixMemory
{
    private const int Capacity = 4_096;

    private readonly Dictionary<ulong, LinkedListNode<ulong>> _places = [];
    private readonly LinkedList<ulong> _byAge = new();

    /// <summary>Tokens of the longest beginning of <paramref name="conversation"/> that the node has read.</summary>
    public double Shared(ConversationPrefixes conversation)
    {
        for (var i = conversation.Prefixes.Count - 1; i >= 0; i--)
        {
            if (_places.ContainsKey(conversation.Prefixes[i].Hash))
            {
                return conversation.Prefixes[i].Tokens;
            }
        }

        return 0;
    }

    /// <summary>Notes every beginning of a conversation as read, and forgets the oldest.</summary>
    public void Add(ConversationPrefixes conversation)
    {
        foreach (var (hash, _) in conversation.Prefixes)
        {
            if (_places.TryGetValue(hash, out var place))
            {
                _byAge.Remove(place);
                _byAge.AddLast(place);
                continue;
            }

            _places[hash] = _byAge.AddLast(hash);
            if (_places.Count > Capacity)
            {
                _places.Remove(_byAge.First!.Value);
                _byAge.RemoveFirst();
            }
        }
    }

    /// <summary>Forgets every beginning of a conversation; what others share with it is noted again with the next of them.</summary>
    public void Remove(ConversationPrefixes conversation)
    {
        foreach (var (hash, _) in conversation.Prefixes)
        {
            if (_places.Remove(hash, out var place))
            {
                _byAge.Remove(place);
            }
        }
    }

    /// <summary>Forgets all: a node that was away has lost its memory.</summary>
    public void Clear()
    {
        _places.Clear();
        _byAge.Clear();
    }
}
