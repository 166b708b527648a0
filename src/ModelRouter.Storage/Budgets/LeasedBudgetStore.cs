using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter.Storage;

/// <summary>Budgets that several processes share, in a database: each leases small parts and spends from them in memory.</summary>
/// <remarks>
/// <para>Reserving needs the database only when the leased part is used up; settling always does, and returns when the amount is on the disk, together
/// with all others that end meanwhile. Parts get smaller the less of a budget is left.</para>
/// <para>What a process that dies has leased is free again after the lease's time; what it has settled stays. A process that stands still for longer
/// than that has lost its reservations, though what it then settles is counted. Machines that share a database must agree on the time to
/// within a small part of the lease's.</para>
/// <para>Safe for concurrent use. Dispose it after the router's last call, so that what is left of its leases goes back at once.</para>
/// </remarks>
public abstract class LeasedBudgetStore : IBudgetStore, IAsyncDisposable, IDisposable
{
    internal static readonly TimeSpan LeastLeaseTime = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan MostLeaseTime = TimeSpan.FromDays(1);
    private static readonly TimeSpan UsualLeaseTime = TimeSpan.FromMinutes(1);

    private readonly IBudgetTable _table;
    private readonly LeaseExchange _exchange;

    private protected LeasedBudgetStore(IBudgetTable table, TimeSpan? leaseTime, TimeProvider? time, ILogger? logger)
    {
        var holds = leaseTime ?? UsualLeaseTime;
        ArgumentOutOfRangeException.ThrowIfLessThan(holds, LeastLeaseTime, nameof(leaseTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(holds, MostLeaseTime, nameof(leaseTime));
        _table = table;
        _exchange = new(table, holds, time ?? TimeProvider.System, logger ?? NullLogger.Instance);
    }

    /// <summary>Budgets of which something that was settled could not be written until the end.</summary>
    internal int Lost => _exchange.Lost;

    /// <inheritdoc/>
    public ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counter);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return _exchange.ReserveAsync(counter, amount, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counter);
        ArgumentOutOfRangeException.ThrowIfNegative(reserved);
        ArgumentOutOfRangeException.ThrowIfNegative(spent);
        return _exchange.SettleAsync(counter, reserved, spent, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) => _table.ReadAsync(moment, cancellationToken);

    /// <summary>Gives back what is left of the leases, and tries once more to write what was settled while the database failed; what it still doesn't
    /// take is logged as lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _exchange.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that dispose synchronously; blocks meanwhile.</summary>
    public void Dispose()
    {
        _exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }
}
