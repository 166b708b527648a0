using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>What in a text speaks for which language. A mutable struct, so that counting allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LanguageTally
{
    /// <summary>Points of each of <see cref="LanguageTable.Profiles"/>.</summary>
    internal PerLanguage Points;

    /// <summary>Letters of each <see cref="Script"/>.</summary>
    internal PerScript Letters;

    /// <summary>Adds points to each language of a mask.</summary>
    internal void Add(ulong mask, int points)
    {
        for (; mask != 0; mask &= mask - 1)
        {
            Points[System.Numerics.BitOperations.TrailingZeroCount(mask)] += points;
        }
    }

    /// <summary>Adds another stretch.</summary>
    internal void Add(in LanguageTally other)
    {
        for (var i = 0; i < LanguageTable.Profiles.Length; i++)
        {
            Points[i] += other.Points[i];
        }

        for (var i = 0; i < Scripts.Count; i++)
        {
            Letters[i] += other.Letters[i];
        }
    }

    /// <summary>One figure for each of <see cref="LanguageTable.Profiles"/>, of which there may be 64.</summary>
    [InlineArray(64)]
    internal struct PerLanguage
    {
        private int _first;
    }

    /// <summary>One figure for each <see cref="Script"/>.</summary>
    [InlineArray(Scripts.Count)]
    internal struct PerScript
    {
        private int _first;
    }
}
