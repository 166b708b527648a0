namespace ModelRouter;

/// <summary>FNV-1a, 64 bits (draft-eastlake-fnv): short, without a table or an allocation, and the same in every process.</summary>
internal static class Fnv
{
    /// <summary>Where a hash begins.</summary>
    internal const ulong Basis = 0xcbf29ce484222325;

    private const ulong Prime = 0x100000001b3;

    /// <summary>The hash with one more UTF-16 code unit.</summary>
    internal static ulong Add(ulong hash, char c) => unchecked((hash ^ c) * Prime);

    /// <summary>The hash with more UTF-16 code units.</summary>
    internal static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = Add(hash, c);
        }

        return hash;
    }

    /// <summary>The hash with more bytes.</summary>
    internal static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = Add(hash, (char)value);
        }

        return hash;
    }
}
