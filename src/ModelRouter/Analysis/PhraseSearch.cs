using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter;

/// <summary>Finds where any of many phrases stands in a text. Immutable, so safe for concurrent use.</summary>
/// <remarks>Three characters at each place, five bits of each, are looked up in four kilobytes of what phrases begin with. That takes no branch where none
/// does, so unlike a search by <see cref="System.Buffers.SearchValues"/> it takes hardly longer for a hundred phrases that begin alike than for ten.</remarks>
internal sealed class PhraseSearch
{
    private const int Block = 16;
    private const int BitsOfOne = 5;
    private const int Low = (1 << BitsOfOne) - 1;
    private const int Shortest = 2;

    private readonly StringComparison _comparison;
    private readonly uint[] _beginnings = new uint[1 << (2 * BitsOfOne)];

    // How many keys stand before each of those words, which gives a key's place among the phrases.
    private readonly int[] _before = new int[1 << (2 * BitsOfOne)];
    private readonly Phrase[][] _phrases;

    /// <summary>Whether several beginnings are looked up at once, where the processor can; otherwise one by one.</summary>
    internal bool IsWide { get; init; } = Avx2.IsSupported;

    /// <param name="comparison">How phrases are compared: ordinal, with or without case.</param>
    /// <param name="phrases">The phrases, of two characters or more. Without case a letter is found as itself, small and as a capital.</param>
    internal PhraseSearch(StringComparison comparison, params IEnumerable<string> phrases)
    {
        _comparison = comparison;
        var ignoresCase = comparison == StringComparison.OrdinalIgnoreCase;
        var byKey = new SortedDictionary<int, List<Phrase>>();
        foreach (var phrase in phrases.Distinct(StringComparer.Ordinal))
        {
            foreach (var key in KeysOf(phrase, ignoresCase).Distinct())
            {
                (byKey.TryGetValue(key, out var same) ? same : byKey[key] = []).Add(new(phrase, ignoresCase));
                _beginnings[key >> BitsOfOne] |= 1u << key;
            }
        }

        for (var i = 1; i < _before.Length; i++)
        {
            _before[i] = _before[i - 1] + BitOperations.PopCount(_beginnings[i - 1]);
        }

        _phrases = [.. byKey.Values.Select(static same => same.ToArray())];
    }

    /// <summary>The first place from <paramref name="from"/> on where a phrase begins; -1 if there is none.</summary>
    internal int IndexIn(ReadOnlySpan<char> text, int from = 0)
    {
        var at = from;
        for (; at + Block + Shortest <= text.Length; at += Block)
        {
            for (var places = MayBegin(text[at..]); places != 0; places &= places - 1)
            {
                var place = at + BitOperations.TrailingZeroCount(places);
                if (BeginsAt(text[place..]))
                {
                    return place;
                }
            }
        }

        for (; at + Shortest <= text.Length; at++)
        {
            if (BeginsAt(text[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>One bit for each of the next places where a phrase may begin.</summary>
    private uint MayBegin(ReadOnlySpan<char> text)
    {
        var low = Vector256.Create((ushort)Low);
        var chars = MemoryMarshal.Cast<char, ushort>(text);
        var keys = (Vector256.Create(chars) & low) | ((Vector256.Create(chars[1..]) & low) << BitsOfOne) | ((Vector256.Create(chars[2..]) & low) << (2 * BitsOfOne));
        if (Avx2.IsSupported && IsWide)
        {
            return MayBegin(Vector256.WidenLower(keys).AsInt32()) | (MayBegin(Vector256.WidenUpper(keys).AsInt32()) << (Block / 2));
        }

        ref var beginnings = ref MemoryMarshal.GetArrayDataReference(_beginnings);
        var places = 0u;
        for (var i = 0; i < Block; i++)
        {
            // Fifteen bits: no key is beyond the table.
            int key = keys[i];
            places |= ((Unsafe.Add(ref beginnings, key >> BitsOfOne) >> key) & 1) << i;
        }

        return places;
    }

    /// <summary>One bit for each of the keys with which a phrase begins.</summary>
    private unsafe uint MayBegin(Vector256<int> keys)
    {
        fixed (uint* beginnings = _beginnings)
        {
            var words = Avx2.GatherVector256((int*)beginnings, keys >> BitsOfOne, sizeof(int));

            // The key's own bit becomes the sign.
            return Avx2.ShiftLeftLogicalVariable(words, (Vector256.Create(Low) - (keys & Vector256.Create(Low))).AsUInt32()).ExtractMostSignificantBits();
        }
    }

    private bool BeginsAt(ReadOnlySpan<char> text)
    {
        var key = KeyAt(text);
        var word = _beginnings[key >> BitsOfOne];
        var bit = 1u << key;
        if ((word & bit) == 0)
        {
            return false;
        }

        foreach (ref readonly var phrase in _phrases[_before[key >> BitsOfOne] + BitOperations.PopCount(word & (bit - 1))].AsSpan())
        {
            if (phrase.MayBegin(text) && text.StartsWith(phrase.Text, _comparison))
            {
                return true;
            }
        }

        return false;
    }

    private static int KeyAt(ReadOnlySpan<char> text) =>
        (text[0] & Low) | ((text[1] & Low) << BitsOfOne) | ((text.Length > Shortest ? text[2] & Low : 0) << (2 * BitsOfOne));

    /// <summary>The keys that a phrase begins with, small and in capitals; one of two characters begins with any third.</summary>
    private static IEnumerable<int> KeysOf(string phrase, bool ignoresCase) =>
        from first in CasesOf(phrase[0], ignoresCase)
        from second in CasesOf(phrase[1], ignoresCase)
        from third in phrase.Length > Shortest ? CasesOf(phrase[2], ignoresCase) : Enumerable.Range(0, Low + 1).Select(static bits => (char)bits)
        select KeyAt([first, second, third]);

    private static char[] CasesOf(char c, bool ignoresCase) => ignoresCase ? [char.ToLowerInvariant(c), char.ToUpperInvariant(c)] : [c];

    /// <summary>A phrase, and its first eight characters without the bits that tell small letters from capitals.</summary>
    private readonly struct Phrase
    {
        private readonly Vector128<ushort> _beginning;
        private readonly Vector128<ushort> _mask;

        internal Phrase(string text, bool ignoresCase)
        {
            Text = text;
            for (var i = 0; i < Math.Min(text.Length, Vector128<ushort>.Count); i++)
            {
                var cases = CasesOf(text[i], ignoresCase);
                var mask = unchecked((ushort)~(cases[0] ^ cases[^1]));
                _mask = _mask.WithElement(i, mask);
                _beginning = _beginning.WithElement(i, (ushort)(text[i] & mask));
            }
        }

        internal string Text { get; }

        internal bool MayBegin(ReadOnlySpan<char> text) => text.Length < Vector128<ushort>.Count
            || (Vector128.Create(MemoryMarshal.Cast<char, ushort>(text)) & _mask) == _beginning;
    }
}
