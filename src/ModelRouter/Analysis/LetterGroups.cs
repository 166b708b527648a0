using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Hashes groups of four letters of plain words, eight groups at a time.</summary>
internal static class LetterGroups
{
    /// <summary>How many hashes may be written behind those that there are.</summary>
    internal const int Slack = 8;

    private const char Before = ' ';
    private const int Behind = Slack + 4;

    /// <summary>How many characters <see cref="Spread"/> writes for a text of a length.</summary>
    internal static int Room(int length) => 1 + length + Behind;

    /// <summary>Writes a text's ASCII letters, small, and a space for every other character; one space more before it, and some behind.</summary>
    internal static void Spread(ReadOnlySpan<char> text, Span<char> letters)
    {
        letters[0] = Before;
        letters.Slice(1 + text.Length, Behind).Fill(Before);
        var chars = MemoryMarshal.Cast<char, ushort>(text);
        var into = MemoryMarshal.Cast<char, ushort>(letters)[1..];
        var at = 0;
        for (; at + Vector256<ushort>.Count <= chars.Length; at += Vector256<ushort>.Count)
        {
            var small = Vector256.Create(chars[at..]) | Vector256.Create((ushort)0x20);
            var isLetter = Vector256.LessThan(small - Vector256.Create((ushort)'a'), Vector256.Create((ushort)26));
            Vector256.ConditionalSelect(isLetter, small, Vector256.Create((ushort)Before)).CopyTo(into[at..]);
        }

        for (; at < chars.Length; at++)
        {
            into[at] = char.IsAsciiLetter(text[at]) ? (ushort)(chars[at] | 0x20) : Before;
        }
    }

    /// <summary>Hashes the word's runs of four letters, with a space before and behind it, and of two letters or more.</summary>
    /// <param name="letters">What <see cref="Spread"/> wrote.</param>
    /// <param name="start">Where in the text the word begins.</param>
    /// <param name="length">How many letters it has.</param>
    /// <param name="basis">Where hashes begin, as in FNV-1a.</param>
    /// <param name="offset">What is added to each.</param>
    /// <param name="hashes">Takes them, and up to <see cref="Slack"/> more that count for nothing.</param>
    /// <returns>How many there are.</returns>
    internal static int Hash(ReadOnlySpan<char> letters, int start, int length, uint basis, uint offset, Span<uint> hashes)
    {
        if (length < 2)
        {
            return 0;
        }

        // One look at both ends is enough for all that is read and written between.
        var last = (length - 2) / Slack * Slack;
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(letters.Slice(start, last + Slack + 3)));
        ref var into = ref MemoryMarshal.GetReference(hashes[..(last + Slack)]);
        var prime = Vector256.Create(FeatureHash.Prime);
        for (nuint at = 0; at <= (nuint)last; at += Slack)
        {
            var hash = (Vector256.Create(basis) ^ Eight(ref from, at)) * prime;
            hash = (hash ^ Eight(ref from, at + 1)) * prime;
            hash = (hash ^ Eight(ref from, at + 2)) * prime;
            hash = (hash ^ Eight(ref from, at + 3)) * prime;
            (hash + Vector256.Create(offset)).StoreUnsafe(ref into, at);
        }

        return length - 1;
    }

    private static Vector256<uint> Eight(ref ushort chars, nuint at) => Vector256.WidenLower(Vector128.LoadUnsafe(ref chars, at).ToVector256Unsafe());
}
