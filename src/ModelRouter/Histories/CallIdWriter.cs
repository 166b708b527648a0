namespace ModelRouter;

/// <summary>Hands out ids along a conversation: to each call its own, and to each result that of its call.</summary>
/// <remarks>A new id depends on the old one and on how often that has come, so a conversation gets the same ids in every request and
/// its prefix stays in the service's cache. Not safe for concurrent use.</remarks>
/// <param name="format">The form that they must have.</param>
/// <param name="taken">Ids of that form that the conversation holds already.</param>
internal sealed class CallIdWriter(ToolCallIdFormat format, HashSet<string> taken)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Long enough that two ids never meet by chance, short enough to cost few tokens.
    private const int UsualLength = 16;

    private readonly Dictionary<string, Known> _ids = new(StringComparer.Ordinal);
    private int _message;

    internal void BeginMessage() => _message++;

    internal string OfCall(string id)
    {
        if (!_ids.TryGetValue(id, out var known))
        {
            _ids[id] = known = new();
        }

        if (known.Message != _message)
        {
            // What an earlier turn has left unanswered will not be answered any more.
            known.Open.Clear();
            known.Message = _message;
        }

        known.Calls++;
        known.Last = known.Calls > 1 ? NewId($"{id}#{known.Calls}") : Fit(id);
        known.Open.Enqueue(known.Last);
        return known.Last;
    }

    internal string OfResult(string id)
    {
        if (!_ids.TryGetValue(id, out var known))
        {
            // Nobody called; the form has to be right all the same.
            _ids[id] = known = new() { Last = Fit(id) };
        }

        // Calls that share an id in one turn are answered in their order.
        known.Last = known.Open.TryDequeue(out var open) ? open : known.Last;
        return known.Last!;
    }

    private string Fit(string id) => format.Accepts(id) ? id : NewId(id);

    private string NewId(string id)
    {
        // FNV-1a, then SplitMix64 for as many characters as are needed.
        var state = Fnv.Add(Fnv.Basis, id);
        var characters = new char[Math.Clamp(UsualLength, format.MinLength, format.MaxLength)];
        string written;
        do
        {
            for (var i = 0; i < characters.Length; i++)
            {
                state += 0x9E3779B97F4A7C15UL;
                var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
                characters[i] = Alphabet[(int)((mixed ^ (mixed >> 31)) % (ulong)Alphabet.Length)];
            }

            written = new(characters);
        }
        while (!taken.Add(written));

        return written;
    }

    /// <summary>What became of one id so far.</summary>
    private sealed class Known
    {
        internal int Message { get; set; }

        internal int Calls { get; set; }

        internal string? Last { get; set; }

        internal Queue<string> Open { get; } = new();
    }
}
