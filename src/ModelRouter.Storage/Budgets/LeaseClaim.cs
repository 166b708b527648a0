namespace ModelRouter.Storage;

/// <summary>What a process wants of one counter.</summary>
/// <param name="Counter">The counter.</param>
/// <param name="Lease">Whose lease it is.</param>
/// <param name="Sequence">Counts a lease's exchanges. The same number again is the same claim, of which the process doesn't know whether it was
/// met: it must not be settled twice.</param>
/// <param name="Settled">What moves from the lease to what is spent.</param>
/// <param name="Held">What stays reserved for calls on their way.</param>
/// <param name="Free">What is leased, and free to be reserved.</param>
/// <param name="Needs">What is to be reserved beyond that, in the order of arrival; those that fit are granted.</param>
/// <param name="WantsSpare">True to have a little more, so that the next reservations need no database.</param>
/// <param name="ExpiresAt">Until when the lease holds, unless it is renewed.</param>
internal sealed record LeaseClaim(
    BudgetCounter Counter, Guid Lease, long Sequence, decimal Settled, decimal Held, decimal Free, decimal[] Needs, bool WantsSpare, DateTimeOffset ExpiresAt);
