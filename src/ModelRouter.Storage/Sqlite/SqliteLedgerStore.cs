using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage;

/// <summary>A ledger in a SQLite file.</summary>
internal sealed class SqliteLedgerStore(SqliteDatabase database, bool isReadOnly = false) : ILedgerStore
{
    // SQLite's result codes, https://www.sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    /// <summary>How long it waits for another writer: its own tries again, and must notice that the ledger is closed.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(1);

    private static readonly string Insert =
        $"INSERT INTO spend ({string.Join(", ", SpendRow.Columns)}) VALUES ({string.Join(", ", SpendRow.Columns.Select(static c => $"@{c}"))}) ON CONFLICT DO NOTHING;";

    private string _columns = string.Join(", ", SpendRow.Columns);
    private SqliteConnection? _connection;
    private SqliteCommand? _insert;

    public string Name => database.Path;

    public Task PrepareAsync(CancellationToken ct) => isReadOnly ? ChooseColumnsAsync(ct) : database.MigrateAsync(ct);

    public async Task WriteAsync(IReadOnlyList<SpendEntry> entries, CancellationToken ct)
    {
        try
        {
            database.CheckPlace();
            _connection ??= await database.OpenAsync(BusyTimeout, ct).ConfigureAwait(false);
            _insert ??= Prepare(_connection);

            // Immediate: a transaction that began by reading could not wait for another writer.
            var transaction = _connection.BeginTransaction(deferred: false);
            await using var end = transaction.ConfigureAwait(false);
            _insert.Transaction = transaction;
            foreach (var entry in entries)
            {
                Bind(_insert.Parameters, entry);
                await _insert.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            }

            await transaction.CommitAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            // Whatever state it is in, the next try begins anew.
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    public StoreFailure Classify(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } or OperationCanceledException => StoreFailure.Transient,
        SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch } => StoreFailure.Entry,

        // The client could not even write it down.
        ArgumentException or InvalidCastException or OverflowException => StoreFailure.Entry,
        _ => StoreFailure.Lasting,
    };

    public string Describe(Exception failure) => failure is SqliteException sqlite
        ? string.Create(CultureInfo.InvariantCulture, $"{nameof(SqliteException)}: {sqlite.SqliteExtendedErrorCode}")
        : failure.GetType().Name;

    public async IAsyncEnumerable<DbDataReader> RowsAsync(SpendQuery query, bool byCall, [EnumeratorCancellation] CancellationToken ct)
    {
        var connection = await database.OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposal = command.ConfigureAwait(false);
        var conditions = Conditions(query).ToList();
        command.CommandText = $"SELECT {_columns} FROM spend{QueryCondition.Where(conditions, query.Newest)} ORDER BY {(byCall ? "" : "at, ")}call_id, attempt;";
        conditions.ForEach(condition => command.Parameters.AddWithValue(condition.Name, condition.Value));

        var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using var end = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            yield return reader;
        }
    }

    /// <summary>How many of some entries it does not have.</summary>
    internal async Task<long> CountMissingAsync(IEnumerable<SpendEntry> entries, CancellationToken ct)
    {
        var connection = await database.OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposal = command.ConfigureAwait(false);
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM spend WHERE call_id = @call AND attempt = @attempt);";
        var call = command.Parameters.Add("@call", SqliteType.Blob);
        var attempt = command.Parameters.Add("@attempt", SqliteType.Integer);
        var missing = 0L;
        foreach (var entry in entries)
        {
            (call.Value, attempt.Value) = (SpendRow.CallId(entry.CallId), entry.Attempt);
            missing += (long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))! == 0 ? 1 : 0;
        }

        return missing;
    }

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct)
    {
        var connection = await database.OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposal = command.ConfigureAwait(false);
        command.CommandText = "PRAGMA integrity_check;";
        var problems = new List<string>();
        var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using var end = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            if (reader.GetString(0) is var line and not "ok")
            {
                problems.Add($"integrity_check: {line}");
            }
        }

        return problems;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        database.Release();
    }

    /// <summary>Reads an older file as it stands: what its entries have not is not known of them.</summary>
    /// <exception cref="InvalidDataException">It is no ledger.</exception>
    private async Task ChooseColumnsAsync(CancellationToken ct)
    {
        var there = await database.ReadColumnsAsync("spend", ct).ConfigureAwait(false);
        var missing = SpendRow.Columns.Except(there, StringComparer.Ordinal).ToList();
        if (missing.Except(SpendRow.LaterColumns, StringComparer.Ordinal).Any())
        {
            throw new InvalidDataException($"'{database.Path}' is a database, but no ledger.");
        }

        _columns = string.Join(", ", SpendRow.Columns.Select(column => missing.Contains(column) ? $"NULL AS {column}" : column));
    }

    private async ValueTask CloseAsync()
    {
        _insert?.Dispose();
        _insert = null;
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static IEnumerable<QueryCondition> Conditions(SpendQuery query)
    {
        if (query.From is { } from)
        {
            yield return new("at >= @from", "@from", LedgerTime.Of(from));
        }

        if (query.To is { } to)
        {
            yield return new("at < @to", "@to", LedgerTime.Of(to));
        }

        if (query.CallId is { } call)
        {
            yield return new("call_id = @call", "@call", SpendRow.CallId(call));
        }

        if (query.Tag is { } tag)
        {
            yield return new("EXISTS (SELECT 1 FROM json_each(tags) WHERE value = @tag)", "@tag", tag);
        }

        foreach (var condition in QueryCondition.OfTexts(query))
        {
            yield return condition;
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Insert;
        foreach (var column in SpendRow.Columns)
        {
            command.Parameters.Add(new() { ParameterName = $"@{column}" });
        }

        return command;
    }

    private static void Bind(SqliteParameterCollection parameters, SpendEntry entry)
    {
        var values = Values(entry);
        for (var i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private static object?[] Values(SpendEntry entry)
    {
        var (usage, who, prompt) = (entry.Usage, entry.Attribution, entry.Prompt);
        return
        [
            SpendRow.CallId(entry.CallId), entry.Attempt, LedgerTime.Of(entry.At), entry.Model,
            EnumText.Of(entry.Tier), EnumText.Of(entry.Task), EnumText.Of(entry.Outcome), entry.Failure is { } failure ? EnumText.Of(failure) : null, entry.Error,
            usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens, usage.ReasoningTokens, usage.IsEstimated ? 1 : 0,
            entry.Cost.ToString(CultureInfo.InvariantCulture), LedgerTime.Of(entry.Duration), entry.TimeToFirstContent is { } first ? LedgerTime.Of(first) : null,
            who.Tenant, who.User, who.Agent, SpendRow.Tags(entry), entry.Selection, unchecked((long)entry.DecisionHash),
            prompt is null ? null : EnumText.Of(prompt.Domain), prompt?.Language, prompt?.Difficulty, prompt is null ? null : EnumText.Of(prompt.DataClass),
            prompt?.InputTokens, prompt?.ExpectedOutputTokens, prompt?.OutputLimit, prompt is null ? null : prompt.ExpectsThinking ? 1 : 0,
            prompt is null ? null : EnumText.OfFlags(prompt.RequiredCapabilities),
            usage.Details?.CacheWriteTokens, usage.Details?.LongCacheWriteTokens, usage.Details?.ImageInputTokens, usage.Details?.AudioInputTokens,
            usage.Details?.AudioOutputTokens, SpendRow.Suspicion(prompt), prompt is null ? null : EnumText.OfFlags(prompt.Modalities), ChecksJson.Of(entry.Checks),
            entry.Propensity, entry.IsBatch ? 1 : 0,
        ];
    }
}
