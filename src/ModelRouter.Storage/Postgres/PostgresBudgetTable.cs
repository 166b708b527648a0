using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace ModelRouter.Storage;

/// <summary>Budgets in PostgreSQL.</summary>
/// <remarks>An exchange locks its counters' rows, in one order everywhere, sees all leases on them and writes what it has decided: two trips to the
/// server and the commit, however many counters there are.</remarks>
internal sealed class PostgresBudgetTable(string connectionString) : IBudgetTable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(PostgresDatabase.Parse(connectionString));
    private readonly SemaphoreSlim _making = new(1);
    private bool _isMade;
    private DateTimeOffset _lookedAt;

    // The same claims twice are the same once, by their numbers.
    public async ValueTask<LeaseGrant[]> ExchangeAsync(IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct) =>
        await PostgresDatabase.AskAsync(_source, () => TryExchangeAsync(claims, now, ct)).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken ct) =>
        await PostgresDatabase.AskAsync(_source, () => TryReadAsync(moment, ct)).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        _making.Dispose();
    }

    private async Task<LeaseGrant[]> TryExchangeAsync(IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var disposal = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await using var end = transaction.ConfigureAwait(false);
        var (spent, leases) = await LockAsync(connection, claims, now, ct).ConfigureAwait(false);
        var grants = new LeaseGrant[claims.Count];
        for (var i = 0; i < grants.Length; i++)
        {
            var key = KeyOf(claims[i].Counter);
            grants[i] = LeaseRule.Meet(claims[i], spent[key], leases[key], now);
        }

        await SaveAsync(connection, claims, grants, now, ct).ConfigureAwait(false);
        var lookedAt = BudgetTime.IsTimeToForget(_lookedAt, now) ? await ForgetCountersAsync(connection, now, ct).ConfigureAwait(false) : _lookedAt;
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        _lookedAt = lookedAt;
        return grants;
    }

    private async Task<List<BudgetUse>> TryReadAsync(DateTimeOffset moment, CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var disposal = connection.ConfigureAwait(false);
        var command = new NpgsqlCommand(
            """
            SELECT c.budget, c.value, c.window_start, c.spent, coalesce(sum(l.amount), 0)::text FROM budget_counters c
            LEFT JOIN budget_leases l ON l.budget = c.budget AND l.value = c.value AND l.window_start = c.window_start AND l.expires_at > $1
            WHERE c.window_end > $1 GROUP BY c.budget, c.value, c.window_start ORDER BY 1, 2, 3
            """,
            connection) { Parameters = { new() { Value = BudgetTime.Store(moment) } } };
        await using var commandEnd = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        var uses = new List<BudgetUse>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            // The server's sum may have more digits than a decimal, which parsing rounds and the client refuses.
            var leased = decimal.Parse(reader.GetString(4), NumberStyles.Number, CultureInfo.InvariantCulture);
            uses.Add(KeyText.Use(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), new(reader.GetDecimal(3), leased)));
        }

        return uses;
    }

    private static (string Budget, string Value, long Start) KeyOf(BudgetCounter counter) =>
        (KeyText.Store(counter), KeyText.Store(counter.Value), BudgetTime.Store(counter.Start));

    private static NpgsqlParameter[] Keys(IReadOnlyList<LeaseClaim> claims) =>
    [
        new() { Value = claims.Select(static claim => KeyOf(claim.Counter).Budget).ToArray() },
        new() { Value = claims.Select(static claim => KeyOf(claim.Counter).Value).ToArray() },
        new() { Value = claims.Select(static claim => KeyOf(claim.Counter).Start).ToArray() },
    ];

    // A budget's window may have been changed for a longer one that begins at the same time.
    private static NpgsqlParameter Ends(IReadOnlyList<LeaseClaim> claims) => new() { Value = claims.Select(static claim => BudgetTime.Store(claim.Counter.End)).ToArray() };

    private static NpgsqlParameter Leases(IEnumerable<LeaseClaim> claims) => new() { Value = claims.Select(static claim => claim.Lease).ToArray() };

    private static NpgsqlParameter Amounts(IEnumerable<decimal> amounts) =>
        new() { Value = amounts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric };

    /// <summary>Locks the counters, made where they are missing, and gives what they have spent, and of the leases on them the claims' own and those that hold.</summary>
    private static async ValueTask<(Dictionary<(string, string, long), decimal> Spent, ILookup<(string, string, long), LeaseRow> Leases)> LockAsync(
        NpgsqlConnection connection, IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        // Each statement sees what was committed before it, so the last sees all that the locks have waited for.
        var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                With(
                    """
                    INSERT INTO budget_counters SELECT b, v, s, e, 0 FROM unnest($1, $2, $3, $4) AS k (b, v, s, e)
                    ORDER BY b COLLATE "C", v COLLATE "C", s ON CONFLICT DO NOTHING
                    """,
                    [.. Keys(claims), Ends(claims)]),
                With(
                    """
                    SELECT budget, value, window_start, spent FROM budget_counters
                    WHERE (budget, value, window_start) IN (SELECT * FROM unnest($1, $2, $3)) ORDER BY budget, value, window_start FOR UPDATE
                    """,
                    Keys(claims)),
                With(
                    """
                    SELECT l.budget, l.value, l.window_start, l.lease, l.amount, l.expires_at, l.sequence FROM budget_leases l JOIN unnest($1, $2, $3, $4) AS k (b, v, s, lease)
                    ON l.budget = k.b AND l.value = k.v AND l.window_start = k.s AND (l.expires_at > $5 OR l.lease = k.lease)
                    """,
                    [.. Keys(claims), Leases(claims), new() { Value = BudgetTime.Store(now) }]),
            },
        };
        await using var disposal = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        var spent = new Dictionary<(string, string, long), decimal>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            spent[(reader.GetString(0), reader.GetString(1), reader.GetInt64(2))] = reader.GetDecimal(3);
        }

        await reader.NextResultAsync(ct).ConfigureAwait(false);
        var leases = new List<((string, string, long) Key, LeaseRow Row)>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            leases.Add((
                (reader.GetString(0), reader.GetString(1), reader.GetInt64(2)),
                new(reader.GetGuid(3), reader.GetDecimal(4), BudgetTime.Load(reader.GetInt64(5)), reader.GetInt64(6))));
        }

        return (spent, leases.ToLookup(static lease => lease.Key, static lease => lease.Row));
    }

    private static async ValueTask SaveAsync(
        NpgsqlConnection connection, IReadOnlyList<LeaseClaim> claims, LeaseGrant[] grants, DateTimeOffset now, CancellationToken ct)
    {
        var isKept = claims.Zip(grants, LeaseRule.IsKept).ToArray();
        LeaseClaim[] kept = [.. claims.Where((_, i) => isKept[i])];
        LeaseClaim[] ended = [.. claims.Where((_, i) => !isKept[i])];
        var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                With(
                    """
                    UPDATE budget_counters c SET spent = k.spent, window_end = greatest(c.window_end, k.e) FROM unnest($1, $2, $3, $4, $5) AS k (b, v, s, e, spent)
                    WHERE c.budget = k.b AND c.value = k.v AND c.window_start = k.s
                    """,
                    [.. Keys(claims), Ends(claims), Amounts(grants.Select(static grant => grant.Spent))]),
                With(
                    """
                    INSERT INTO budget_leases SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (budget, value, window_start, lease)
                    DO UPDATE SET amount = excluded.amount, expires_at = excluded.expires_at, sequence = excluded.sequence
                    """,
                    [
                        .. Keys(kept),
                        Leases(kept),
                        Amounts(grants.Where((_, i) => isKept[i]).Select(static grant => grant.Leased)),
                        new() { Value = kept.Select(static claim => BudgetTime.Store(claim.ExpiresAt)).ToArray() },
                        new() { Value = kept.Select(static claim => claim.Sequence).ToArray() },
                    ]),
                With(
                    """
                    DELETE FROM budget_leases WHERE (budget, value, window_start, lease) IN (SELECT * FROM unnest($1, $2, $3, $4))
                    """,
                    [.. Keys(ended), Leases(ended)]),

                // Those of dead processes: whom another one forgets right now is skipped, and so nobody waits for anybody.
                With(
                    """
                    DELETE FROM budget_leases WHERE (budget, value, window_start, lease) IN
                    (SELECT budget, value, window_start, lease FROM budget_leases WHERE expires_at < $1 LIMIT 100 FOR UPDATE SKIP LOCKED)
                    """,
                    [new() { Value = BudgetTime.Store(now - BudgetTime.LeaseMemory) }]),
            },
        };
        await using var disposal = batch.ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Forgets counters of long ago that nobody uses right now, but of each budget's those that ended last; gives when it looked, or never if there may be
    /// more.</summary>
    /// <remarks>A clock that is ahead for a moment must not make the present's budgets whole again.</remarks>
    private static async ValueTask<DateTimeOffset> ForgetCountersAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        var command = new NpgsqlCommand(
            """
            DELETE FROM budget_counters WHERE (budget, value, window_start) IN
            (SELECT c.budget, c.value, c.window_start FROM budget_counters c
            JOIN (SELECT budget, max(window_end) AS latest FROM budget_counters WHERE window_end < $1 GROUP BY budget) ended USING (budget)
            WHERE c.window_end < ended.latest LIMIT $2 FOR UPDATE OF c SKIP LOCKED)
            """,
            connection) { Parameters = { new() { Value = BudgetTime.Store(now - BudgetTime.CounterMemory) }, new() { Value = BudgetTime.MostForgotten } } };
        await using var disposal = command.ConfigureAwait(false);
        var forgotten = await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return forgotten < BudgetTime.MostForgotten ? now : default;
    }

    private static NpgsqlBatchCommand With(string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = await _source.OpenConnectionAsync(ct).ConfigureAwait(false);
        try
        {
            await MakeAsync(connection, ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask MakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (Volatile.Read(ref _isMade))
        {
            return;
        }

        await _making.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!await IsThereAsync(connection, ct).ConfigureAwait(false))
            {
                var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
                await using var end = transaction.ConfigureAwait(false);
                var command = new NpgsqlCommand(PostgresBudgetSchema.Create, connection);
                await using var disposal = command.ConfigureAwait(false);
                await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
                await transaction.CommitAsync(ct).ConfigureAwait(false);
            }

            Volatile.Write(ref _isMade, true);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>True if another process has made the tables: most need no right to make any.</summary>
    private static async ValueTask<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var command = new NpgsqlCommand(PostgresBudgetSchema.IsThere, connection);
        await using var disposal = command.ConfigureAwait(false);
        return (bool)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }
}
