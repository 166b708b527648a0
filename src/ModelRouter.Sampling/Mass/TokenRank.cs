namespace ModelRouter.Sampling;

/// <summary>Ranking as one integer: distance below the maximum, then token id, both ascending. No two tokens share a rank.</summary>
internal static class TokenRank
{
    // A float of +0 or more orders like its bits.
    public static ulong Of(float distance, int token) => ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | (uint)token;

    public static int Token(ulong rank) => (int)(uint)rank;

    public static ulong MassOf(ulong rank, float inverseTemperature) =>
        IntegerMass.Of(IntegerMass.Scale(BitConverter.UInt32BitsToSingle((uint)(rank >> 32)), inverseTemperature));
}
