namespace ModelRouter;

/// <summary>Hashes of pieces of text. Weights are trained for these very figures: whoever changes one has to train anew.</summary>
internal static class FeatureHash
{
    internal const int Bits = 15;
    internal const int Buckets = 1 << Bits;

    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>FNV-1a over UTF-16 units.</summary>
    internal static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Basis;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    /// <summary>As of the text of these four.</summary>
    internal static uint Of(char first, char second, char third, char fourth) =>
        (((((((Basis ^ first) * Prime) ^ second) * Prime) ^ third) * Prime) ^ fourth) * Prime;

    internal static uint Pair(uint first, uint second) => (first * 31) + (second * 7) + 5;

    /// <summary>The bucket of a feature: its hash, spread by the kind of feature that it is.</summary>
    internal static int Bucket(FeatureKind kind, uint hash)
    {
        hash = (hash + ((uint)kind * 0x9E3779B9)) * 2654435769;
        hash = (hash ^ (hash >> 15)) * 2246822519;
        return (int)((hash ^ (hash >> 13)) >> (32 - Bits));
    }
}
