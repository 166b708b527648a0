using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Budgets in PostgreSQL, for a fleet.</summary>
/// <remarks>Connects at the first call, and makes its tables (<c>budget_counters</c>, <c>budget_leases</c>) where they are missing. Where they are there, it
/// needs the rights to read and write them only. See <see cref="LeasedBudgetStore"/>.</remarks>
public sealed class PostgresBudgetStore : LeasedBudgetStore
{
    /// <summary>Budgets in a database.</summary>
    /// <param name="connectionString">Npgsql's; never logged.</param>
    /// <param name="leaseTime">How long reservations of a process that has died are kept: 1 s to 1 day, by default 1 min.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="logger">Gets what is lost when it is disposed while the database fails.</param>
    /// <exception cref="ArgumentException">The connection string can't be read; the message doesn't quote it.</exception>
    public PostgresBudgetStore(string connectionString, TimeSpan? leaseTime = null, TimeProvider? timeProvider = null, ILogger<PostgresBudgetStore>? logger = null)
        : base(new PostgresBudgetTable(connectionString), leaseTime, timeProvider, logger)
    {
    }
}
