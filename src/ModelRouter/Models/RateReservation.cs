namespace ModelRouter;

/// <summary>One request in a <see cref="RateGate"/>'s window.</summary>
/// <param name="at">The timestamp at which it is sent.</param>
/// <param name="tokens">Its tokens: expected at first, then known.</param>
internal sealed class RateReservation(long at, long tokens)
{
    internal long At { get; } = at;

    internal long Tokens { get; set; } = tokens;

    /// <summary>1, or 0 if it was never sent.</summary>
    internal int Requests { get; set; } = 1;

    /// <summary>True while its minute lasts.</summary>
    internal bool IsInWindow { get; set; } = true;
}
