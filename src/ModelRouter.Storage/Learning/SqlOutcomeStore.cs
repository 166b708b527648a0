using System.Data.Common;

namespace ModelRouter.Storage;

/// <summary>Outcomes in a database. Prompts are kept as numbers from which no text can be read back.</summary>
/// <remarks>It is opened at the first call. The newest 10,000 labels are kept, at most 2,000 of either kind that a cascade's checks give, and of calls without one the newest 10,000.
/// Any number of processes may share it. Safe for concurrent use.</remarks>
public abstract class SqlOutcomeStore : IOutcomeStore
{
    private const int MostUnlabelled = 10_000;
    private const int MostLabels = 10_000;

    // Each checked answer gives one, which must not push out what others have told; no process learns from more.
    private const int MostOfChecks = 2_000;
    private const string Columns = "call_id, at, model, prompt, base_logit, source";

    // Clocks of machines differ; what one has just written is not as old as an answer that somebody tells another of.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);
    private static readonly OutcomeKind[] OfChecks = [OutcomeKind.Escalation, OutcomeKind.Check];

    /// <summary>A weightier kind, told by whichever process, is not replaced by a lighter one.</summary>
    private static readonly string Save =
        $"""
        INSERT INTO outcomes ({Columns}, kind, outcome) VALUES (@call, @at, @model, @prompt, @logit, @source, @kind, @outcome)
            ON CONFLICT (call_id, model) DO UPDATE SET kind = excluded.kind, outcome = excluded.outcome
            WHERE outcomes.kind IS NULL OR {Weight("excluded")} >= {Weight("outcomes")};
        """;

    private readonly TimeProvider _time;
    private bool _isMigrated;

    private protected SqlOutcomeStore(TimeProvider? timeProvider) => _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public int Unread { get; private set; }

    /// <inheritdoc/>
    public async Task<long> RevisionAsync(CancellationToken cancellationToken = default) =>
        await ReadAsync("outcome_revision", "SELECT revision FROM outcome_revision;", static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)
            is [var revision] ? revision : 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default)
    {
        // Another version's vectors and kinds tell this one nothing, and are no reason to do without all others.
        var rows = await ReadAsync(
            "outcomes",
            $"SELECT {Columns}, kind, outcome FROM outcomes WHERE kind IS NOT NULL ORDER BY at, call_id, model;",
            row => Call(row) is { } call && EnumText.TryParse<OutcomeKind>(row.GetString(6), out var kind) ? new OutcomeLabel(call, kind, row.GetDouble(7)) : null,
            cancellationToken).ConfigureAwait(false);
        List<OutcomeLabel> labels = [.. rows.OfType<OutcomeLabel>()];
        Unread = rows.Count - labels.Count;
        return labels;
    }

    /// <inheritdoc/>
    public Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return WriteAsync(
            [
                BringBack("kind IS NULL", calls.Select(static call => call.At)),
                .. calls.Select(call => new Statement($"INSERT INTO outcomes ({Columns}) VALUES (@call, @at, @model, @prompt, @logit, @source) ON CONFLICT DO NOTHING;", Values(call))),
                new(
                    "DELETE FROM outcomes WHERE kind IS NULL AND at < (SELECT at FROM outcomes WHERE kind IS NULL ORDER BY at DESC LIMIT 1 OFFSET @most);",
                    [("@most", MostUnlabelled - 1)]),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default) =>

        // What was escalated was not given, and began at the same time as what was.
        await ReadAsync(
            "outcomes",
            $"SELECT {Columns} FROM outcomes WHERE call_id = @call AND (kind IS NULL OR kind <> 'escalation') ORDER BY at DESC LIMIT 1;",
            Call,
            cancellationToken,
            ("@call", Id(callId))).ConfigureAwait(false) is [var found] ? found : null;

    /// <inheritdoc/>
    public Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(forgotten);
        return WriteLabelsAsync(
            [
                BringBack("kind IS NOT NULL", [label.Call.At]),
                new(Save, [.. Values(label.Call), ("@kind", EnumText.Of(label.Kind)), ("@outcome", label.Outcome)]),
                .. forgotten.Select(old => new Statement(
                    $"{Forget(old.Kind)} WHERE call_id = @call AND model = @model AND kind = @kind;",
                    [("@call", Id(old.Call.CallId)), ("@model", old.Call.Model), ("@kind", EnumText.Of(old.Kind))])),
                .. OfChecks.Where(kind => kind == label.Kind).Select(static kind => new Statement(
                    $"{Forget(kind)} WHERE kind = @kind AND at < (SELECT at FROM outcomes WHERE kind = @kind ORDER BY at DESC LIMIT 1 OFFSET @most);",
                    [("@kind", EnumText.Of(kind)), ("@most", MostOfChecks - 1)])),
                new(
                    "DELETE FROM outcomes WHERE kind IS NOT NULL AND at < (SELECT at FROM outcomes WHERE kind IS NOT NULL ORDER BY at DESC LIMIT 1 OFFSET @most);",
                    [("@most", MostLabels - 1)]),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellationToken = default) => WriteLabelsAsync(
        [
            new("DELETE FROM outcomes;", []),
            new("DELETE FROM outcome_resets;", []),
            new("INSERT INTO outcome_resets (at) VALUES (@at);", [("@at", LedgerTime.Of(_time.GetUtcNow()))]),
        ],
        cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> ForgottenAtAsync(CancellationToken cancellationToken = default) =>
        await ReadAsync("outcome_resets", "SELECT max(at) FROM outcome_resets;", static row => row[0] as long?, cancellationToken).ConfigureAwait(false)
            is [{ } at] ? LedgerTime.At(at) : null;

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>What is known of the prompts of calls, labelled or not.</summary>
    internal async Task<IReadOnlyDictionary<Guid, PromptVector>> PromptsAsync(CancellationToken ct)
    {
        var prompts = new Dictionary<Guid, PromptVector>();
        foreach (var call in (await ReadAsync("outcomes", $"SELECT {Columns} FROM outcomes;", Call, ct).ConfigureAwait(false)).OfType<LearnableCall>())
        {
            prompts[call.CallId] = call.Prompt;
        }

        return prompts;
    }

    private protected abstract Task MigrateAsync(CancellationToken ct);

    /// <summary>False for a table that an older version has not made in a store that is only read; known once it is open.</summary>
    private protected virtual bool Has(string table) => true;

    private protected abstract Task<DbConnection> ConnectAsync(CancellationToken ct);

    /// <summary>Asks the database, by a connection of its own; once more where that can have ended unnoticed.</summary>
    private protected virtual Task<T> AskAsync<T>(Func<Task<T>> ask) => ask();

    /// <summary>Begins to write; another writer waits until this one has ended.</summary>
    private protected abstract ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct);

    /// <summary>A call's id as a parameter.</summary>
    private protected abstract object Id(Guid callId);

    /// <summary>A row's first column, a call's id.</summary>
    private protected abstract Guid IdOf(DbDataReader row);

    /// <summary>A call whose answer was given waits for a label again: somebody may tell what he thinks of it.</summary>
    private static string Forget(OutcomeKind kind) => kind == OutcomeKind.Check ? "UPDATE outcomes SET kind = NULL, outcome = NULL" : "DELETE FROM outcomes";

    private static string Weight(string row) => $"CASE WHEN {row}.kind = 'retry' THEN 1 WHEN {row}.kind IN ('escalation', 'check') THEN 2 ELSE 3 END";

    /// <summary>What was written while a clock was ahead, by more than clocks differ, would stay the newest, and push out all that comes later: it becomes as old as what is written now.</summary>
    private Statement BringBack(string those, IEnumerable<DateTimeOffset> written)
    {
        var now = _time.GetUtcNow();
        return new($"UPDATE outcomes SET at = @at WHERE {those} AND at > @latest;", [("@at", LedgerTime.Of(written.Append(now).Min())), ("@latest", LedgerTime.Of(now + Skew))]);
    }

    private (string Name, object Value)[] Values(LearnableCall call) =>
    [
        ("@call", Id(call.CallId)), ("@at", LedgerTime.Of(call.At)), ("@model", call.Model), ("@prompt", call.Prompt.ToBytes()), ("@logit", call.BaseLogit),
        ("@source", call.Source ?? (object)DBNull.Value),
    ];

    private LearnableCall? Call(DbDataReader row) => PromptVector.FromBytes((byte[])row[3]) is { } prompt
        ? new(IdOf(row), LedgerTime.At(row.GetInt64(1)), row.GetString(2), prompt, row.GetDouble(4), row[5] as string)
        : null;

    private static DbCommand Command(DbConnection connection, in Statement statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Sql;
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.Add(Named(command.CreateParameter(), name, value));
        }

        return command;
    }

    private static DbCommand Command(DbConnection connection, string sql, params (string Name, object Value)[] parameters) => Command(connection, new Statement(sql, parameters));

    private static DbParameter Named(DbParameter parameter, string name, object value)
    {
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }

    /// <summary>Reads rows; none where the table isn't there.</summary>
    private Task<List<T>> ReadAsync<T>(string table, string sql, Func<DbDataReader, T> read, CancellationToken ct, params (string Name, object Value)[] parameters) =>
        AskAsync(() => TryReadAsync(table, sql, read, parameters, ct));

    private async Task<List<T>> TryReadAsync<T>(string table, string sql, Func<DbDataReader, T> read, (string Name, object Value)[] parameters, CancellationToken ct)
    {
        var rows = new List<T>();
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        if (!Has(table))
        {
            return rows;
        }

        var command = Command(connection, sql, parameters);
        await using var disposal = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using var end = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Changes labels, which others see by the revision.</summary>
    private Task WriteLabelsAsync(IReadOnlyList<Statement> statements, CancellationToken ct) =>
        WriteAsync([new("UPDATE outcome_revision SET revision = revision + 1;", []), .. statements], ct);

    private async Task WriteAsync(IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await BeginAsync(connection, ct).ConfigureAwait(false);
        await using var end = transaction.ConfigureAwait(false);
        await ExecuteAsync(connection, transaction, statements, ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        if (connection.CanCreateBatch)
        {
            // Over a network one way there and back for all of them.
            var batch = connection.CreateBatch();
            await using var disposal = batch.ConfigureAwait(false);
            batch.Transaction = transaction;
            foreach (var (sql, parameters) in statements)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                foreach (var (name, value) in parameters)
                {
                    command.Parameters.Add(Named(command.CreateParameter(), name, value));
                }

                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            return;
        }

        foreach (var statement in statements)
        {
            var command = Command(connection, statement);
            await using var disposal = command.ConfigureAwait(false);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        if (!Volatile.Read(ref _isMigrated))
        {
            await MigrateAsync(ct).ConfigureAwait(false);
            Volatile.Write(ref _isMigrated, true);
        }

        return await ConnectAsync(ct).ConfigureAwait(false);
    }

    private readonly record struct Statement(string Sql, (string Name, object Value)[] Parameters);
}
