namespace ModelRouter.Storage;

/// <summary>Where counters and leases are kept for several processes: SQLite or PostgreSQL.</summary>
/// <remarks>One flow exchanges at a time; reading may happen beside it.</remarks>
internal interface IBudgetTable : IAsyncDisposable
{
    /// <summary>Settles, and renews, enlarges or gives back leases, all in one transaction that no other process's comes between; it is on the disk when
    /// this returns. Counters stand in it once each.</summary>
    /// <returns>A grant for each claim, in the same order, as <see cref="LeaseRule"/> says.</returns>
    ValueTask<LeaseGrant[]> ExchangeAsync(IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct);

    /// <summary>The counters whose windows end after a moment; leases that have expired by then are not reserved any more.</summary>
    ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken ct);
}
