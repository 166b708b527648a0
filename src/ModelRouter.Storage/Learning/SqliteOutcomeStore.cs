using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage;

/// <summary>Outcomes in a SQLite file, which may be the ledger's. Prompts are kept as numbers from which no text can be read back.</summary>
/// <remarks>The file is opened at the first call. Of calls without a label the newest 10,000 are kept. Several processes may write to one file; each learns
/// the others' labels when it starts. Safe for concurrent use.</remarks>
/// <param name="path">The file, on a disk of this machine; made if it is missing, and its folder too.</param>
/// <param name="timeProvider">The clock that tells when everything was forgotten; the system's by default.</param>
public sealed class SqliteOutcomeStore(string path, TimeProvider? timeProvider = null) : IOutcomeStore
{
    private const int MostUnlabelled = 10_000;
    private const string Columns = "call_id, at, model, prompt, base_logit, source";

    private readonly SqliteDatabase _database = new(path, SqliteSchema.Steps);
    private bool _isMigrated;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var command = Command(connection, $"SELECT {Columns}, kind, outcome FROM outcomes WHERE kind IS NOT NULL ORDER BY at, call_id, model;");
        using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var labels = new List<OutcomeLabel>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            if (Call(reader) is { } call)
            {
                labels.Add(new(call, EnumText.Parse<OutcomeKind>(reader.GetString(6)), reader.GetDouble(7)));
            }
        }

        return labels;
    }

    /// <inheritdoc/>
    public Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken ct) => WriteAsync(
        [
            .. calls.Select(static call => new Statement($"INSERT INTO outcomes ({Columns}) VALUES ($call, $at, $model, $prompt, $logit, $source) ON CONFLICT DO NOTHING;", Values(call))),
            new(
                "DELETE FROM outcomes WHERE kind IS NULL AND at < (SELECT at FROM outcomes WHERE kind IS NULL ORDER BY at DESC LIMIT 1 OFFSET $most);",
                [("$most", MostUnlabelled - 1)]),
        ],
        ct);

    /// <inheritdoc/>
    public async Task<LearnableCall?> FindAsync(Guid callId, CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var command = Command(
            connection, $"SELECT {Columns} FROM outcomes WHERE call_id = $call ORDER BY at DESC LIMIT 1;", ("$call", SpendRow.CallId(callId)));
        using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false) ? Call(reader) : null;
    }

    /// <inheritdoc/>
    public Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken ct) => WriteAsync(
        [
            new(
                $"""
                INSERT INTO outcomes ({Columns}, kind, outcome) VALUES ($call, $at, $model, $prompt, $logit, $source, $kind, $outcome)
                    ON CONFLICT DO UPDATE SET kind = excluded.kind, outcome = excluded.outcome;
                """,
                [.. Values(label.Call), ("$kind", EnumText.Of(label.Kind)), ("$outcome", label.Outcome)]),
            .. forgotten.Select(static old => new Statement(
                "DELETE FROM outcomes WHERE call_id = $call AND model = $model;",
                [("$call", SpendRow.CallId(old.Call.CallId)), ("$model", old.Call.Model)])),
        ],
        ct);

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken ct) => WriteAsync(
        [
            new("DELETE FROM outcomes;", []),
            new("DELETE FROM outcome_resets;", []),
            new("INSERT INTO outcome_resets (at) VALUES ($at);", [("$at", LedgerTime.Of((timeProvider ?? TimeProvider.System).GetUtcNow()))]),
        ],
        ct);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> ForgottenAtAsync(CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var command = Command(connection, "SELECT max(at) FROM outcome_resets;");
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is long at ? LedgerTime.At(at) : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _database.Release();
        return ValueTask.CompletedTask;
    }

    private static (string, object)[] Values(LearnableCall call) =>
    [
        ("$call", SpendRow.CallId(call.CallId)), ("$at", LedgerTime.Of(call.At)), ("$model", call.Model), ("$prompt", call.Prompt.ToBytes()),
        ("$logit", call.BaseLogit), ("$source", call.Source ?? (object)DBNull.Value),
    ];

    private static LearnableCall? Call(SqliteDataReader reader) => PromptVector.FromBytes((byte[])reader[3]) is { } prompt
        ? new(new((byte[])reader[0], bigEndian: true), LedgerTime.At(reader.GetInt64(1)), reader.GetString(2), prompt, reader.GetDouble(4), reader[5] as string)
        : null;

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

    private async Task WriteAsync(IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);

        // Immediate: a transaction that began by reading could not wait for another writer.
        var transaction = connection.BeginTransaction(deferred: false);
        await using var end = transaction.ConfigureAwait(false);
        foreach (var statement in statements)
        {
            using var command = Command(connection, statement.Sql, statement.Parameters);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        if (!Volatile.Read(ref _isMigrated))
        {
            await _database.MigrateAsync(ct).ConfigureAwait(false);
            Volatile.Write(ref _isMigrated, true);
        }

        return await _database.OpenAsync(ct).ConfigureAwait(false);
    }

    private readonly record struct Statement(string Sql, (string Name, object Value)[] Parameters);
}
