namespace ModelRouter;

/// <summary>Tells which words, pairs of words and letter groups occur in a text, as numbers of buckets.</summary>
/// <remarks>Feature hashing (Weinberger et al. 2009, arXiv:0902.2206): nothing of a text can be read back from its buckets. Words of alphabets are
/// taken whole, with their predecessor and in groups of four letters; Chinese, Japanese and Korean, which compound freely, by one and two characters.</remarks>
internal static class HashedNgrams
{
    internal const int Bits = 14;
    internal const int Buckets = 1 << Bits;

    private const int Group = 4;
    private const uint Prime = 16777619;
    private const char FirstIdeograph = '\u2E80';

    /// <summary>Collects each bucket once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seen">One bit for each bucket, cleared by the caller; marks what has been collected.</param>
    /// <param name="buckets">Takes the buckets' numbers; what doesn't fit in is left out.</param>
    /// <returns>How many there are in <paramref name="buckets"/>.</returns>
    internal static int Collect(ReadOnlySpan<char> text, Span<ulong> seen, Span<ushort> buckets)
    {
        var bag = new Bag(seen, buckets);
        var previous = 1u;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var start = i;
            if (c >= FirstIdeograph && char.IsLetter(c))
            {
                previous = (7u * 31) + c;
                bag.Add(previous);
                if (++i < text.Length && text[i] >= FirstIdeograph && char.IsLetter(text[i]))
                {
                    bag.Add((c * 40503u) + (text[i] * 977u) + 3);
                }
            }
            else if (char.IsLetter(c))
            {
                var hash = 2166136261u;
                for (; i < text.Length && IsOfWord(text[i]); i++)
                {
                    hash = (hash ^ Lower(text[i])) * Prime;
                }

                bag.Add(hash);
                bag.Add(Pair(previous, hash));
                AddGroups(text[start..i], ref bag);
                previous = hash;
            }
            else if (char.IsDigit(c))
            {
                // How long a number is says more than which.
                while (i < text.Length && char.IsDigit(text[i]))
                {
                    i++;
                }

                previous = AddSign(1000u + (uint)Math.Min(i - start, 8), previous, ref bag);
            }
            else
            {
                i++;
                previous = c == '\n' ? AddSign(4999, previous, ref bag) : char.IsWhiteSpace(c) ? previous : AddSign(5000u + c, previous, ref bag);
            }
        }

        return bag.Count;
    }

    private static uint AddSign(uint hash, uint previous, ref Bag bag)
    {
        bag.Add(hash);
        bag.Add(Pair(previous, hash));
        return hash;
    }

    /// <summary>Runs of four letters, with a space before and behind the word.</summary>
    private static void AddGroups(ReadOnlySpan<char> word, ref Bag bag)
    {
        if (word.Length < Group - 2)
        {
            return;
        }

        uint first = ' ', second = Lower(word[0]), third = Lower(word[1]);
        for (var next = Group - 2; next <= word.Length; next++)
        {
            uint fourth = next < word.Length ? Lower(word[next]) : ' ';
            bag.Add(((((((((99u ^ first) * Prime) ^ second) * Prime) ^ third) * Prime) ^ fourth) * Prime) + 12345);
            (first, second, third) = (second, third, fourth);
        }
    }

    private static uint Pair(uint previous, uint hash) => (previous * 31) + (hash * 7) + 5;

    private static bool IsOfWord(char c) => c < FirstIdeograph && (char.IsLetter(c) || c == '\'');

    private static char Lower(char c) => c < 0x80 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);

    private ref struct Bag(Span<ulong> seen, Span<ushort> buckets)
    {
        private readonly Span<ulong> _seen = seen;
        private readonly Span<ushort> _buckets = buckets;

        internal int Count { get; private set; }

        internal void Add(uint hash)
        {
            // The words' hashes differ least in their high bits; this stirs them (the finisher of MurmurHash3, shortened).
            hash *= 2654435769;
            hash ^= hash >> 15;
            hash *= 2246822519;
            var bucket = hash >> (32 - Bits);
            ref var word = ref _seen[(int)(bucket >> 6)];
            var bit = 1ul << (int)(bucket & 63);
            if ((word & bit) == 0 && Count < _buckets.Length)
            {
                word |= bit;
                _buckets[Count++] = (ushort)bucket;
            }
        }
    }
}
