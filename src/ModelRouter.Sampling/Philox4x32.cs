namespace ModelRouter.Sampling;

/// <summary>Philox4x32-10, a counter-based generator: no state, so any device draws any row's number at any step by itself.</summary>
/// <remarks>Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
internal static class Philox4x32
{
    private const int Rounds = 10;

    /// <summary>64 uniform bits: output words 0 (low) and 1 (high) of key <paramref name="seed"/> and counter (step, 0).</summary>
    public static ulong Draw(ulong seed, ulong step)
    {
        var (x0, x1, _, _) = Block((uint)step, (uint)(step >> 32), 0, 0, (uint)seed, (uint)(seed >> 32));
        return x0 | ((ulong)x1 << 32);
    }

    public static (uint X0, uint X1, uint X2, uint X3) Block(uint x0, uint x1, uint x2, uint x3, uint key0, uint key1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var even = 0xD2511F53UL * x0;
            var odd = 0xCD9E8D57UL * x2;
            (x0, x1, x2, x3) = ((uint)(odd >> 32) ^ x1 ^ key0, (uint)odd, (uint)(even >> 32) ^ x3 ^ key1, (uint)even);
            // Weyl sequences of the golden ratio and of √3 − 1 make each round's key another one.
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }

        return (x0, x1, x2, x3);
    }
}
