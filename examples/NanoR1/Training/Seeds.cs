namespace NanoR1;

/// <summary>Generators of random numbers that depend on nothing but where they are used.</summary>
internal static class Seeds
{
    /// <summary>The generator of one shard of one step.</summary>
    public static Random Of(int seed, int step, int shard) => new(unchecked((seed * 1_000_003) + (step * 31) + shard));

    /// <summary>The generator of whatever <paramref name="name"/> names.</summary>
    public static Random Of(int seed, string name)
    {
        // string.GetHashCode is not the same in the next process.
        var hash = unchecked((uint)seed ^ 2166136261);
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return new(unchecked((int)hash));
    }
}
