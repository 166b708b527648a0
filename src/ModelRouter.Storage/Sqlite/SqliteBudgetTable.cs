using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage;

/// <summary>Budgets in a SQLite file.</summary>
/// <param name="path">The file.</param>
/// <param name="isReadOnly">True if it is there and only read, as it stands.</param>
internal sealed class SqliteBudgetTable(string path, bool isReadOnly = false) : IBudgetTable
{
    private const string SaveLease = """
        INSERT INTO budget_leases VALUES ($budget, $value, $start, $lease, $amount, $expires, $sequence)
            ON CONFLICT DO UPDATE SET amount = excluded.amount, expires_at = excluded.expires_at, sequence = excluded.sequence;
        """;

    private readonly SqliteDatabase _database = new(path, SqliteSchema.Steps, isReadOnly);
    private SqliteConnection? _connection;
    private bool _isMigrated;
    private DateTimeOffset _lookedAt;

    public async ValueTask<LeaseGrant[]> ExchangeAsync(IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        var connection = _connection ??= await OpenAsync(ct).ConfigureAwait(false);
        try
        {
            _database.CheckPlace();
            return await ExchangeAsync(connection, claims, now, ct).ConfigureAwait(false);
        }
        catch
        {
            // Whatever it was: the next exchange begins with a connection that knows nothing of it.
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken ct)
    {
        if (isReadOnly && !await _database.HasTableAsync("budget_counters", "budgets", ct).ConfigureAwait(false))
        {
            return [];
        }

        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var disposal = connection.ConfigureAwait(false);

        // Sorted after it is found (+): those of now are few, and the table's own order would lead through all.
        using var command = Command(
            connection,
            """
            SELECT c.budget, c.value, c.window_start, c.spent, l.amount FROM budget_counters c
            LEFT JOIN budget_leases l ON l.budget = c.budget AND l.value = c.value AND l.window_start = c.window_start AND l.expires_at > $time
            WHERE c.window_end > $time ORDER BY +c.budget, +c.value, +c.window_start;
            """,
            ("$time", BudgetTime.Store(moment)));
        using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var uses = new List<BudgetUse>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            var use = KeyText.Use(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), new(Amount(reader.GetString(3)), 0));
            var leased = reader.IsDBNull(4) ? 0 : Amount(reader.GetString(4));
            if (uses is [.., var last] && last with { Balance = default } == use with { Balance = default })
            {
                (use, leased) = (last, leased + last.Balance.Reserved);
                uses.RemoveAt(uses.Count - 1);
            }

            uses.Add(use with { Balance = new(use.Balance.Spent, leased) });
        }

        return uses;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _database.Release();
    }

    private static decimal Amount(string stored) => decimal.Parse(stored, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private async ValueTask<LeaseGrant[]> ExchangeAsync(
        SqliteConnection connection, IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        var transaction = connection.BeginTransaction(deferred: false);
        await using var end = transaction.ConfigureAwait(false);
        var grants = new LeaseGrant[claims.Count];
        for (var i = 0; i < grants.Length; i++)
        {
            grants[i] = await MeetAsync(connection, claims[i], now, ct).ConfigureAwait(false);
        }

        using var forget = Command(
            connection,
            """
            DELETE FROM budget_leases WHERE (budget, value, window_start, lease) IN
            (SELECT budget, value, window_start, lease FROM budget_leases WHERE expires_at < $time LIMIT $most);
            """,
            ("$time", BudgetTime.Store(now - BudgetTime.LeaseMemory)), ("$most", BudgetTime.MostForgotten));
        await forget.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        var lookedAt = BudgetTime.IsTimeToForget(_lookedAt, now) ? await ForgetCountersAsync(connection, now, ct).ConfigureAwait(false) : _lookedAt;
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        _lookedAt = lookedAt;
        return grants;
    }

    /// <summary>Forgets counters of long ago, but of each budget's those that ended last; gives when it looked, or never if there may be more.</summary>
    /// <remarks>A clock that is ahead for a moment must not make the present's budgets whole again. Grouped after they are found (+), as above.</remarks>
    private static async ValueTask<DateTimeOffset> ForgetCountersAsync(SqliteConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        using var forget = Command(
            connection,
            """
            DELETE FROM budget_counters WHERE (budget, value, window_start) IN
            (SELECT c.budget, c.value, c.window_start FROM budget_counters c
            CROSS JOIN (SELECT budget, max(window_end) AS latest FROM budget_counters WHERE window_end < $time GROUP BY +budget) ended
            WHERE c.window_end < $time AND ended.budget = c.budget AND c.window_end < ended.latest LIMIT $most);
            """,
            ("$time", BudgetTime.Store(now - BudgetTime.CounterMemory)), ("$most", BudgetTime.MostForgotten));
        var forgotten = await forget.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return forgotten < BudgetTime.MostForgotten ? now : default;
    }

    private static async ValueTask<LeaseGrant> MeetAsync(SqliteConnection connection, LeaseClaim claim, DateTimeOffset now, CancellationToken ct)
    {
        var counter = claim.Counter;
        (string, object)[] key =
        [
            ("$budget", KeyText.Store(counter)), ("$value", KeyText.Store(counter.Value)), ("$start", BudgetTime.Store(counter.Start)),
            ("$lease", claim.Lease.ToByteArray()),
        ];
        using var select = Command(connection, "SELECT spent FROM budget_counters WHERE budget = $budget AND value = $value AND window_start = $start;", key);
        var spent = await select.ExecuteScalarAsync(ct).ConfigureAwait(false) is string text ? Amount(text) : 0;
        var grant = LeaseRule.Meet(claim, spent, await LeasesAsync(connection, key, now, ct).ConfigureAwait(false), now);
        using var save = Command(
            connection,
            $"""
            INSERT INTO budget_counters VALUES ($budget, $value, $start, $end, $spent)
                ON CONFLICT DO UPDATE SET spent = excluded.spent, window_end = max(window_end, excluded.window_end);
            {(LeaseRule.IsKept(claim, grant) ? SaveLease : "DELETE FROM budget_leases WHERE budget = $budget AND value = $value AND window_start = $start AND lease = $lease;")}
            """,
            [
                .. key, ("$end", BudgetTime.Store(counter.End)), ("$spent", Amount(grant.Spent)), ("$amount", Amount(grant.Leased)),
                ("$expires", BudgetTime.Store(claim.ExpiresAt)), ("$sequence", claim.Sequence),
            ]);
        await save.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return grant;
    }

    private static async ValueTask<List<LeaseRow>> LeasesAsync(SqliteConnection connection, (string, object)[] key, DateTimeOffset now, CancellationToken ct)
    {
        using var command = Command(
            connection,
            """
            SELECT lease, amount, expires_at, sequence FROM budget_leases
            WHERE budget = $budget AND value = $value AND window_start = $start AND (expires_at > $now OR lease = $lease);
            """,
            [.. key, ("$now", BudgetTime.Store(now))]);
        using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var leases = new List<LeaseRow>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            leases.Add(new(new((byte[])reader[0]), Amount(reader.GetString(1)), BudgetTime.Load(reader.GetInt64(2)), reader.GetInt64(3)));
        }

        return leases;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private async ValueTask<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        if (isReadOnly)
        {
            return await _database.OpenAsync(ct).ConfigureAwait(false);
        }

        if (!Volatile.Read(ref _isMigrated))
        {
            await _database.MigrateAsync(ct).ConfigureAwait(false);
            Volatile.Write(ref _isMigrated, true);
        }

        var connection = await _database.OpenAsync(ct).ConfigureAwait(false);

        // SQLite's own wait looks again after a millisecond; its client's, without this, after 150.
        using var patience = Command(connection, $"PRAGMA busy_timeout = {(long)SqliteDatabase.BusyTimeout.TotalMilliseconds};");
        await patience.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return connection;
    }
}
