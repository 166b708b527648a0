using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Hashes of pieces of text. Weights are trained for these very figures: whoever changes one has to train anew.</summary>
internal static class FeatureHash
{
    internal const int Bits = 15;
    internal const int Buckets = 1 << Bits;

    /// <summary>Where a hash begins.</summary>
    internal const uint Basis = 2166136261;

    internal const uint Prime = 16777619;
    private const uint KindStep = 0x9E3779B9;

    /// <summary>FNV-1a over UTF-16 units.</summary>
    internal static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Basis;
        foreach (var c in text)
        {
            hash = Extend(hash, c);
        }

        return hash;
    }

    /// <summary>The hash with one more character.</summary>
    internal static uint Extend(uint hash, char c) => (hash ^ c) * Prime;

    /// <summary>As of the text of these four.</summary>
    internal static uint Of(char first, char second, char third, char fourth) =>
        (((((((Basis ^ first) * Prime) ^ second) * Prime) ^ third) * Prime) ^ fourth) * Prime;

    internal static uint Pair(uint first, uint second) => (first * 31) + (second * 7) + 5;

    /// <summary>What is added to the hash of a feature to spread it by the kind of feature that it is.</summary>
    internal static uint Offset(FeatureKind kind) => (uint)kind * KindStep;

    /// <summary>Makes buckets of hashes with their kinds' offsets, and of what stands behind them up to a whole vector.</summary>
    internal static void ToBuckets(Span<uint> hashes, int count)
    {
        for (var at = 0; at < count; at += Vector256<uint>.Count)
        {
            var hash = Vector256.Create<uint>(hashes[at..]) * 2654435769;
            hash = (hash ^ (hash >> 15)) * 2246822519;
            ((hash ^ (hash >> 13)) >> (32 - Bits)).CopyTo(hashes[at..]);
        }
    }
}
