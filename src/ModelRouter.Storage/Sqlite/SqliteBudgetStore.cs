using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Budgets in a SQLite file, for the processes of one machine; the file may be the ledger's.</summary>
/// <remarks>The file is opened at the first call. See <see cref="LeasedBudgetStore"/>.</remarks>
public sealed class SqliteBudgetStore : LeasedBudgetStore
{
    /// <summary>Budgets in a file.</summary>
    /// <param name="path">The file, on a disk of this machine; made if it is missing, and its folder too.</param>
    /// <param name="leaseTime">How long reservations of a process that has died are kept: 1 s to 1 day, by default 1 min.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="logger">Gets what is lost when it is disposed while the database fails.</param>
    public SqliteBudgetStore(string path, TimeSpan? leaseTime = null, TimeProvider? timeProvider = null, ILogger<SqliteBudgetStore>? logger = null)
        : base(new SqliteBudgetTable(path), leaseTime, timeProvider, logger)
    {
    }

    private SqliteBudgetStore(SqliteBudgetTable table)
        : base(table, leaseTime: null, time: null, logger: null)
    {
    }

    /// <summary>Budgets in a file that is there and only read: it is neither brought up to date nor changed, and reading fails with an <see cref="InvalidDataException"/> if
    /// it is another program's.</summary>
    internal static SqliteBudgetStore ToRead(string path) => new(new SqliteBudgetTable(path, isReadOnly: true));
}
