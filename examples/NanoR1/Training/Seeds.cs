namespace NanoR1;

/// <summary>Generators of random numbers that depend on nothing but where they are used.</summary>
internal static class Seeds
{
    /// <summary>The generator of one shard of one step.</summary>
    public static Random Of(int seed, int step, int shard) => new(unchecked((seed * 1_000_003) + (step * 31) + shard));
}
