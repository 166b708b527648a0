using System.Numerics;

namespace ModelRouter;

/// <summary>The words, letters and endings of all profiles, as masks with one bit for each language. Immutable.</summary>
internal static class LanguageTable
{
    internal static readonly LanguageProfile[] Profiles = [.. LatinLanguages.Profiles, .. OtherLanguages.Profiles];

    // Letters that any profile names lie below; Vietnamese has a block of its own further up.
    private const int MostLetters = 0x980;
    private static readonly ulong[] LetterMasks = new ulong[MostLetters];
    private static readonly ulong Vietnamese = Bit(Array.FindIndex(Profiles, static p => p.Code == "vi"));

    // Open addressing by a 64-bit hash, of which two in some thousand words don't collide (a test holds that).
    private static readonly ulong[] Keys = new ulong[8_192];
    private static readonly ulong[] Masks = new ulong[8_192];

    static LanguageTable()
    {
        for (var i = 0; i < Profiles.Length; i++)
        {
            foreach (var word in Profiles[i].Words.Split(' '))
            {
                Insert(HashOf(word), Bit(i));
            }

            foreach (var ending in Profiles[i].Endings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Insert(EndingKey(ending[0], ending[1], ending[2]), Bit(i));
            }

            foreach (var letter in Profiles[i].Letters)
            {
                LetterMasks[letter] |= Bit(i);
            }
        }
    }

    /// <summary>Where a word's hash begins.</summary>
    internal const ulong Seed = 0xCBF29CE484222325;

    /// <summary>The hash with one more character, in lower case.</summary>
    internal static ulong Extend(ulong hash, char c) => BitOperations.RotateLeft((hash ^ c) * 0x9E3779B97F4A7C15, 29);

    /// <summary>The key of an ending; the lowest bit tells it from a word's.</summary>
    internal static ulong EndingKey(char a, char b, char c) => Extend(Extend(Extend(~Seed, a), b), c);

    /// <summary>The languages that have the word or ending.</summary>
    internal static ulong MaskOf(ulong key)
    {
        for (var at = Slot(key); Keys[at] != 0; at = (at + 1) % Keys.Length)
        {
            if (Keys[at] == key)
            {
                return Masks[at];
            }
        }

        return 0;
    }

    /// <summary>The languages that have the letter, 0 if it tells nothing; <paramref name="c"/> in lower case and beyond ASCII.</summary>
    internal static ulong MaskOfLetter(char c) => c < MostLetters ? LetterMasks[c] : c is >= '\u1EA0' and <= '\u1EF9' ? Vietnamese : 0;

    internal static ulong HashOf(ReadOnlySpan<char> word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = Extend(hash, c);
        }

        return hash;
    }

    private static ulong Bit(int index) => 1UL << index;

    private static int Slot(ulong key) => (int)(key >> 51);

    private static void Insert(ulong key, ulong bit)
    {
        var at = Slot(key);
        while (Keys[at] != 0 && Keys[at] != key)
        {
            at = (at + 1) % Keys.Length;
        }

        (Keys[at], Masks[at]) = (key, Masks[at] | bit);
    }
}
