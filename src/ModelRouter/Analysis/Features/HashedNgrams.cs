using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Tells which words, pairs of words and letter groups occur in a text, as numbers of buckets.</summary>
/// <remarks>Feature hashing (Weinberger et al. 2009, arXiv:0902.2206): nothing of a text can be read back from its buckets. Words of alphabets are
/// taken whole, with their predecessor and in groups of four letters; Chinese, Japanese and Korean, which compound freely, by one and two characters.</remarks>
internal static class HashedNgrams
{
    internal const int Bits = 14;
    internal const int Buckets = 1 << Bits;

    private const int Group = 4;
    private const uint GroupBasis = 99;
    private const uint GroupOffset = 12345;
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    // Of one character there come no more: of a letter alone its word, the pair and a group.
    private const int MostOfOne = 3;
    private const char FirstIdeograph = '\u2E80';

    /// <summary>Collects each bucket once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seen">One bit for each bucket, cleared by the caller; marks what has been collected.</param>
    /// <param name="buckets">Takes the buckets' numbers; what doesn't fit in is left out.</param>
    /// <returns>How many there are in <paramref name="buckets"/>.</returns>
    internal static int Collect(ReadOnlySpan<char> text, Span<ulong> seen, Span<ushort> buckets)
    {
        var letters = ArrayPool<char>.Shared.Rent(LetterGroups.Room(text.Length));
        var hashes = ArrayPool<uint>.Shared.Rent((MostOfOne * text.Length) + LetterGroups.Slack);
        LetterGroups.Spread(text, letters);
        var bag = new Bag(hashes);
        Read(text, letters, ref bag);
        var count = bag.Distinct(seen, buckets);
        ArrayPool<uint>.Shared.Return(hashes);
        ArrayPool<char>.Shared.Return(letters, clearArray: true);
        return count;
    }

    private static void Read(ReadOnlySpan<char> text, ReadOnlySpan<char> letters, ref Bag bag)
    {
        var previous = 1u;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var start = i;
            if (letters[i + 1] != ' ')
            {
                var hash = Basis;
                for (; letters[i + 1] is var letter and not ' '; i++)
                {
                    hash = (hash ^ letter) * Prime;
                }

                if (i < text.Length && IsOfWord(text[i]))
                {
                    previous = AddWord(text, start, previous, ref bag, out i);
                    continue;
                }

                bag.Add(hash, Pair(previous, hash));
                bag.AddGroups(letters, start, i - start);
                previous = hash;
            }
            else if (c == ' ')
            {
                i++;
            }
            else if (c >= FirstIdeograph && char.IsLetter(c))
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
                previous = AddWord(text, start, previous, ref bag, out i);
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
    }

    private static uint AddSign(uint hash, uint previous, ref Bag bag)
    {
        bag.Add(hash, Pair(previous, hash));
        return hash;
    }

    /// <summary>Adds a word of any letters and apostrophes; its hash.</summary>
    private static uint AddWord(ReadOnlySpan<char> text, int start, uint previous, ref Bag bag, out int end)
    {
        var hash = Basis;
        for (end = start; end < text.Length && IsOfWord(text[end]); end++)
        {
            hash = (hash ^ Lower(text[end])) * Prime;
        }

        bag.Add(hash, Pair(previous, hash));
        AddGroups(text[start..end], ref bag);
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
            bag.Add(((((((((GroupBasis ^ first) * Prime) ^ second) * Prime) ^ third) * Prime) ^ fourth) * Prime) + GroupOffset);
            (first, second, third) = (second, third, fourth);
        }
    }

    private static uint Pair(uint previous, uint hash) => (previous * 31) + (hash * 7) + 5;

    private static bool IsOfWord(char c) => c < FirstIdeograph && (char.IsLetter(c) || c == '\'');

    private static char Lower(char c) => c < 0x80 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);

    /// <summary>Hashes in the order in which they were found.</summary>
    private ref struct Bag(Span<uint> hashes)
    {
        private readonly Span<uint> _hashes = hashes;
        private int _count;

        internal void Add(uint hash) => _hashes[_count++] = hash;

        internal void Add(uint hash, uint pair)
        {
            var at = _count;
            _hashes[at] = hash;
            _hashes[at + 1] = pair;
            _count = at + 2;
        }

        internal void AddGroups(ReadOnlySpan<char> letters, int start, int length) =>
            _count += LetterGroups.Hash(letters, start, length, GroupBasis, GroupOffset, _hashes[_count..]);

        internal readonly int Distinct(Span<ulong> seen, Span<ushort> buckets)
        {
            Stir();
            var count = 0;
            ref var bits = ref MemoryMarshal.GetReference(seen[..(Buckets / 64)]);
            foreach (var bucket in _hashes[.._count])
            {
                if (count == buckets.Length)
                {
                    break;
                }

                // Written in any case, and counted if it is new, so that there is nothing to guess.
                ref var word = ref Unsafe.Add(ref bits, (nint)(bucket >> 6));
                buckets[count] = (ushort)bucket;
                count += 1 - (int)((word >> (int)bucket) & 1);
                word |= 1ul << (int)bucket;
            }

            return count;
        }

        /// <summary>Makes buckets of the hashes. Those of words differ least in their high bits; this stirs them (the finisher of MurmurHash3, shortened).</summary>
        private readonly void Stir()
        {
            for (var at = 0; at < _count; at += Vector256<uint>.Count)
            {
                var hash = Vector256.Create<uint>(_hashes[at..]) * 2654435769;
                hash = (hash ^ (hash >> 15)) * 2246822519;
                (hash >> (32 - Bits)).CopyTo(_hashes[at..]);
            }
        }
    }
}
