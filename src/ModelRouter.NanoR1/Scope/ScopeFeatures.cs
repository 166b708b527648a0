using System.Numerics;

namespace ModelRouter.NanoR1;

/// <summary>Turns a question into hashed features: runs of two to five characters, words, pairs of words, and how many of its
/// words no question of the models' own ever had.</summary>
/// <remarks>Hashing instead of a dictionary (Weinberger et al., 2009) keeps the weights a table of fixed size. Used for
/// training and for asking, so that both see the same. Fills a buffer of the caller's and allocates nothing.</remarks>
internal static class ScopeFeatures
{
    /// <summary>Buckets of the table.</summary>
    public const int Buckets = 1 << 14;

    /// <summary>Bits of the set of known words.</summary>
    public const int WordBits = 1 << 16;

    /// <summary>Features of the longest text.</summary>
    public const int MaxCount = (ScopeText.MaxLength + 2) * 6;

    private const int ShortestRun = 2;
    private const int LongestRun = 5;
    private const int Shares = 8;

    // Distinct beginnings keep the kinds of features apart.
    private const uint RunSeed = 0x9E3779B9;
    private const uint WordSeed = 0x85EBCA6B;
    private const uint PairSeed = 0xC2B2AE35;
    private const uint NoveltySeed = 0x27D4EB2F;

    /// <summary>Writes the buckets of <paramref name="text"/>, which is normalized, and returns how many. The last ones are the
    /// <paramref name="novelty"/> features, which count in full however long the text is.</summary>
    /// <param name="text">What <see cref="ScopeText"/> made.</param>
    /// <param name="known">The set of known words.</param>
    /// <param name="buckets">At least <see cref="MaxCount"/> long.</param>
    /// <param name="novelty">How many of the written buckets are about unknown words.</param>
    public static int Write(ReadOnlySpan<char> text, ReadOnlySpan<byte> known, Span<ushort> buckets, out int novelty)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var hash = RunSeed;
            for (var length = 1; length <= LongestRun && i + length <= text.Length; length++)
            {
                hash = Mix(hash, text[i + length - 1]);
                if (length >= ShortestRun)
                {
                    buckets[count++] = Bucket(hash);
                }
            }
        }

        var (words, unknown) = (0, 0);
        var previous = WordSeed;
        foreach (var word in new ScopeWords(text))
        {
            var hash = Hash(word);
            buckets[count++] = Bucket(hash);
            buckets[count++] = Bucket(BitOperations.RotateLeft(previous, 7) ^ (hash * PairSeed));
            previous = hash;
            words++;
            unknown += Knows(known, hash) ? 0 : 1;
        }

        novelty = 2;
        buckets[count++] = Bucket(Mix(NoveltySeed, (char)(words == 0 ? 0 : unknown * Shares / words)));
        buckets[count++] = Bucket(Mix(NoveltySeed, (char)(Shares + 1 + Math.Min(unknown, Shares))));
        return count;
    }

    /// <summary>A word's place in the set of known words.</summary>
    public static int WordBit(ReadOnlySpan<char> word) => (int)(Hash(word) >> 16);

    private static bool Knows(ReadOnlySpan<byte> known, uint hash) => (known[(int)(hash >> 19)] & (1 << ((int)(hash >> 16) & 7))) != 0;

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = WordSeed;
        foreach (var c in word)
        {
            hash = Mix(hash, c);
        }

        return Finish(hash);
    }

    private static ushort Bucket(uint hash) => (ushort)(Finish(hash) & (Buckets - 1));

    private static uint Mix(uint hash, char c) => (hash ^ c) * 0x01000193;

    private static uint Finish(uint hash)
    {
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6D;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39;
        return hash ^ (hash >> 15);
    }
}
