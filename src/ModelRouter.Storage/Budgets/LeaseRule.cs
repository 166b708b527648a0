namespace ModelRouter.Storage;

/// <summary>How a counter is shared: the one rule of both databases.</summary>
internal static class LeaseRule
{
    // A lease has more than is needed now, so that the next reservations need no database: at most this part of the limit, and of what is
    // left, so that hardly anything lies idle when a budget comes to its end.
    private const int LargestPartOfLimit = 256;
    private const int LargestPartOfRoom = 16;

    /// <summary>Meets a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="spent">What the counter had spent before it.</param>
    /// <param name="leases">The claim's own lease and the counter's others; those that have expired may be among them.</param>
    /// <param name="now">The time.</param>
    internal static LeaseGrant Meet(LeaseClaim claim, decimal spent, IEnumerable<LeaseRow> leases, DateTimeOffset now)
    {
        var others = 0m;
        foreach (var lease in leases)
        {
            if (lease.Id != claim.Lease)
            {
                others += lease.ExpiresAt > now ? lease.Amount : 0;
            }
            else if (lease.Sequence >= claim.Sequence)
            {
                // It was met, and only its answer was lost.
                spent -= claim.Settled;
            }
        }

        spent += claim.Settled;
        var room = claim.Counter.Limit - spent - others;
        var left = room - claim.Held;
        var needed = 0m;
        foreach (var need in claim.Needs)
        {
            needed += needed + need <= left ? need : 0;
        }

        var spare = claim.WantsSpare ? Spare(claim.Counter.Limit, left - needed) : 0;
        var wanted = claim.Held + Math.Max(claim.Free, needed + spare);
        return new(Math.Max(0, Math.Min(wanted, room)), spent, others);
    }

    /// <summary>Whether a lease has to be kept. Without it a claim whose answer was lost would settle once more; one that settles nothing, which tells that those
    /// before it were answered, may come twice.</summary>
    internal static bool IsKept(LeaseClaim claim, LeaseGrant grant) => grant.Leased > 0 || claim.Settled > 0;

    /// <summary>How much a lease may have beyond what is needed, where so much is left.</summary>
    internal static decimal Spare(decimal limit, decimal left) => Math.Clamp(left / LargestPartOfRoom, 0, limit / LargestPartOfLimit);
}
