namespace ModelRouter;

/// <summary>Every cue in one trie, so that a text is read once however many cues there are. Immutable.</summary>
/// <remarks>A node's children lie side by side in two arrays; the root, where every word begins, has a table instead.</remarks>
internal sealed class CueTrie
{
    private readonly int[] _rootAscii = new int[128];
    private readonly Dictionary<char, int> _rootOther = [];
    private readonly Node[] _nodes;
    private readonly char[] _chars;
    private readonly int[] _targets;

    // One bit for each four characters, five bits of each mixed into fifteen, that a phrase begins with.
    private readonly uint[] _beginnings = new uint[1 << 10];

    internal CueTrie(params Cue[][] tables)
    {
        var building = new List<Building> { new() };
        foreach (var table in tables)
        {
            foreach (var cue in table)
            {
                foreach (var phrase in cue.Phrases)
                {
                    Insert(building, phrase, cue);
                    Mark(phrase);
                }
            }
        }

        _nodes = new Node[building.Count];
        _chars = new char[building.Count];
        _targets = new int[building.Count];
        var next = 0;
        for (var i = 0; i < building.Count; i++)
        {
            var children = building[i].Children;
            _nodes[i] = new(next, children.Count, building[i].Hits.ToArray());
            foreach (var (c, target) in children)
            {
                (_chars[next], _targets[next]) = (c, target);
                next++;
            }
        }

        foreach (var (c, target) in building[0].Children)
        {
            if (c < 128)
            {
                _rootAscii[c] = target;
            }
            else
            {
                _rootOther[c] = target;
            }
        }
    }

    /// <summary>False if no phrase begins as the text does, whose first four characters have to be ASCII.</summary>
    internal bool MayBegin(ReadOnlySpan<char> text)
    {
        var key = Key(text[3], text[2], text[1], text[0]);
        return ((_beginnings[key >> 5] >> key) & 1) != 0;
    }

    /// <summary>The node that a first character leads to, 0 if no phrase begins with it.</summary>
    internal int First(char c) => c < 128 ? _rootAscii[c] : _rootOther.GetValueOrDefault(c);

    /// <summary>The node that the next character leads to, 0 if none.</summary>
    internal int Next(int node, char c)
    {
        // Most nodes have one child or two.
        ref readonly var at = ref _nodes[node];
        for (var child = at.FirstChild; child < at.FirstChild + at.ChildCount; child++)
        {
            if (_chars[child] == c)
            {
                return _targets[child];
            }
        }

        return 0;
    }

    /// <summary>The cues whose phrase ends at a node.</summary>
    internal ReadOnlySpan<Hit> HitsAt(int node) => _nodes[node].Hits;

    private static int Key(int fourth, int third, int second, int first) =>
        (first & 31) ^ ((second & 31) << 5) ^ ((third & 31) << 10) ^ ((fourth & 31) * 0x108);

    /// <summary>A phrase shorter than four begins with any letters.</summary>
    private void Mark(string phrase)
    {
        var length = Math.Min(phrase.EndsWith('*') ? phrase.Length - 1 : phrase.Length, 4);
        if (phrase[0] >= 0x80)
        {
            return;
        }

        for (var others = 0; others < 1 << (5 * (4 - length)); others++)
        {
            int At(int place) => place < length ? phrase[place] : others >> (5 * (3 - place));
            var key = Key(At(3), At(2), At(1), At(0));
            _beginnings[key >> 5] |= 1u << key;
        }
    }

    private static void Insert(List<Building> building, string phrase, Cue cue)
    {
        var isOpen = phrase.EndsWith('*');
        var node = 0;
        foreach (var c in isOpen ? phrase.AsSpan(0, phrase.Length - 1) : phrase)
        {
            if (!building[node].Children.TryGetValue(c, out var child))
            {
                child = building.Count;
                building[node].Children.Add(c, child);
                building.Add(new());
            }

            node = child;
        }

        building[node].Hits.Add(new(cue.Kind, cue.Label, cue.Weight, isOpen));
    }

    /// <summary>A cue at the end of its phrase.</summary>
    internal readonly record struct Hit(CueKind Kind, int Label, int Weight, bool IsOpen);

    private readonly record struct Node(int FirstChild, int ChildCount, Hit[] Hits);

    private sealed class Building
    {
        internal SortedDictionary<char, int> Children { get; } = [];

        internal List<Hit> Hits { get; } = [];
    }
}
