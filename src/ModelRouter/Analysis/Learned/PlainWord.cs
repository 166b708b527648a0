using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Finds a plain word's end and its hash without a branch for each letter: nobody can guess where words end, and each wrong guess costs as much as a word.</summary>
internal static class PlainWord
{
    private const int Most = 8;
    private const char End = ' ';

    // What a letter's step multiplies by: behind the end by one, and there is no letter to add.
    private static ReadOnlySpan<uint> Factors =>
    [
        FeatureHash.Prime, FeatureHash.Prime, FeatureHash.Prime, FeatureHash.Prime, FeatureHash.Prime, FeatureHash.Prime, FeatureHash.Prime, FeatureHash.Prime,
        1, 1, 1, 1, 1, 1, 1, 1,
    ];

    /// <summary>Reads the word that begins there; how many letters it has.</summary>
    /// <param name="letters">Letters as <see cref="LetterGroups.Spread"/> wrote them: a space ends the word, and eight characters may be read in any case.</param>
    /// <param name="hash">As <see cref="FeatureHash.Of(ReadOnlySpan{char})"/>.</param>
    internal static int Read(ReadOnlySpan<char> letters, out uint hash)
    {
        var chars = Vector128.Create(MemoryMarshal.Cast<char, ushort>(letters));
        var length = BitOperations.TrailingZeroCount(Vector128.Equals(chars, Vector128.Create((ushort)End)).ExtractMostSignificantBits() | (1u << Most));
        var word = (chars & Vector128.LessThan(Vector128<ushort>.Indices, Vector128.Create((ushort)length))).AsUInt64();
        hash = Extend(FeatureHash.Basis, word[0], Factors[(Most - length)..]);
        hash = Extend(hash, word[1], Factors[(Most + 4 - length)..]);
        for (; length >= Most && letters[length] is var letter and not End; length++)
        {
            hash = FeatureHash.Extend(hash, letter);
        }

        return length;
    }

    private static uint Extend(uint hash, ulong letters, ReadOnlySpan<uint> factors)
    {
        hash = (hash ^ (ushort)letters) * factors[0];
        hash = (hash ^ (ushort)(letters >> 16)) * factors[1];
        hash = (hash ^ (ushort)(letters >> 32)) * factors[2];
        return (hash ^ (ushort)(letters >> 48)) * factors[3];
    }
}
