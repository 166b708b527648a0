using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace ModelRouter.Storage;

/// <summary>A ledger in PostgreSQL.</summary>
internal sealed class PostgresLedgerStore(PostgresDatabase database) : ILedgerStore
{
    private static readonly string[] Types =
    [
        "uuid", "integer", "timestamptz", "text", "text", "text", "text", "text", "text",
        "bigint", "bigint", "bigint", "bigint", "boolean", "numeric", "bigint", "bigint",
        "text", "text", "text", "text", "text", "bigint",
        "text", "text", "double precision", "text", "integer", "integer", "integer", "boolean", "text",
        "bigint", "bigint", "bigint", "bigint", "bigint", "double precision", "text", "text", "double precision", "boolean",
    ];

    // One array for each column: the statement is the same for any number of entries, so the server plans it once.
    private static readonly string Insert =
        $"""
        INSERT INTO spend ({string.Join(", ", SpendRow.Columns)})
        SELECT {string.Join(", ", SpendRow.Columns.Select(static c => c == "tags" ? "tags::jsonb" : c))}
        FROM unnest({string.Join(", ", Types.Select(static (type, i) => $"${i + 1}::{type}[]"))}) AS entry ({string.Join(", ", SpendRow.Columns)})
        ON CONFLICT DO NOTHING
        """;

    private static readonly string Select = $"SELECT {string.Join(", ", SpendRow.Columns.Select(static c => c switch
    {
        // As SQLite gives them.
        "call_id" => "uuid_send(call_id)",
        "at" => "(extract(epoch FROM at) * 1000000)::bigint",
        "cost" or "tags" => $"{c}::text",
        "is_estimated" or "expects_thinking" or "is_batch" => $"{c}::integer::bigint",
        _ => c,
    }))} FROM spend";

    public string Name => database.Name;

    public Task PrepareAsync(CancellationToken ct) => database.MigrateAsync(ct);

    public async Task WriteAsync(IReadOnlyList<SpendEntry> entries, CancellationToken ct)
    {
        var command = database.Source.CreateCommand(Insert);
        await using var disposal = command.ConfigureAwait(false);
        command.Parameters.AddRange(Arrays(entries));
        await PostgresDatabase.AskAsync(database.Source, () => command.ExecuteNonQueryAsync(ct)).ConfigureAwait(false);
    }

    public StoreFailure Classify(Exception failure) => failure switch
    {
        // Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html: data, and constraints.
        PostgresException { SqlState: ['2', '2' or '3', ..] } => StoreFailure.Entry,

        // What a server refuses for a while and the client's own list leaves out: connections, transactions (it only reads, as during a failover), logins (a password is
        // changed), and whatever is stopped, by a role's limit of time while an index is built, say.
        PostgresException { SqlState: PostgresErrorCodes.DatabaseDropped or PostgresErrorCodes.DiskFull } => StoreFailure.Lasting,
        PostgresException { SqlState: ['0', '8', ..] or ['2', '5' or '8', ..] or ['5', '7', ..] } => StoreFailure.Transient,
        NpgsqlException { IsTransient: true } or OperationCanceledException or TimeoutException or IOException => StoreFailure.Transient,

        // The client could not even write it down.
        ArgumentException or InvalidCastException or OverflowException => StoreFailure.Entry,
        _ => StoreFailure.Lasting,
    };

    public string Describe(Exception failure) => failure switch
    {
        PostgresException server => $"{nameof(PostgresException)}: {server.SqlState}",
        { InnerException: { } inner } => $"{failure.GetType().Name}: {inner.GetType().Name}",
        _ => failure.GetType().Name,
    };

    public async IAsyncEnumerable<DbDataReader> RowsAsync(SpendQuery query, bool byCall, [EnumeratorCancellation] CancellationToken ct)
    {
        var conditions = Conditions(query).ToList();
        var command = database.Source.CreateCommand($"{Select}{QueryCondition.Where(conditions, query.Newest)} ORDER BY {(byCall ? "" : "at, ")}call_id, attempt");
        await using var disposal = command.ConfigureAwait(false);
        conditions.ForEach(condition => command.Parameters.AddWithValue(condition.Name, condition.Value));
        var reader = await PostgresDatabase.AskAsync(database.Source, () => command.ExecuteReaderAsync(ct)).ConfigureAwait(false);
        await using var end = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            yield return reader;
        }
    }

    /// <summary>Nothing: a server keeps its own files, and whoever runs it checks them.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static IEnumerable<QueryCondition> Conditions(SpendQuery query)
    {
        if (query.From is { } from)
        {
            yield return new("at >= @from", "@from", Time(from));
        }

        if (query.To is { } to)
        {
            yield return new("at < @to", "@to", Time(to));
        }

        if (query.CallId is { } call)
        {
            yield return new("call_id = @call", "@call", call);
        }

        if (query.Tag is { } tag)
        {
            yield return new("tags ? @tag", "@tag", tag);
        }

        foreach (var condition in QueryCondition.OfTexts(query))
        {
            yield return condition;
        }
    }

    /// <summary>Whole microseconds towards the past, as in SQLite; the client would round.</summary>
    private static DateTime Time(DateTimeOffset at) => LedgerTime.At(LedgerTime.Of(at)).UtcDateTime;

    private static NpgsqlParameter[] Arrays(IReadOnlyList<SpendEntry> all) =>
    [
        Array(NpgsqlDbType.Uuid, all, static e => e.CallId),
        Array(NpgsqlDbType.Integer, all, static e => e.Attempt),
        Array(NpgsqlDbType.TimestampTz, all, static e => Time(e.At)),
        Array(NpgsqlDbType.Text, all, static e => e.Model),
        Array(NpgsqlDbType.Text, all, static e => EnumText.Of(e.Tier)),
        Array(NpgsqlDbType.Text, all, static e => EnumText.Of(e.Task)),
        Array(NpgsqlDbType.Text, all, static e => EnumText.Of(e.Outcome)),
        Array(NpgsqlDbType.Text, all, static e => e.Failure is { } failure ? EnumText.Of(failure) : null),
        Array(NpgsqlDbType.Text, all, static e => e.Error),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.InputTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.CachedInputTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.OutputTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.ReasoningTokens),
        Array(NpgsqlDbType.Boolean, all, static e => e.Usage.IsEstimated),
        Array(NpgsqlDbType.Numeric, all, static e => e.Cost),
        Array(NpgsqlDbType.Bigint, all, static e => LedgerTime.Of(e.Duration)),
        Array(NpgsqlDbType.Bigint, all, static e => e.TimeToFirstContent is { } first ? LedgerTime.Of(first) : (long?)null),
        Array(NpgsqlDbType.Text, all, static e => e.Attribution.Tenant),
        Array(NpgsqlDbType.Text, all, static e => e.Attribution.User),
        Array(NpgsqlDbType.Text, all, static e => e.Attribution.Agent),
        Array(NpgsqlDbType.Text, all, SpendRow.Tags),
        Array(NpgsqlDbType.Text, all, static e => e.Selection),
        Array(NpgsqlDbType.Bigint, all, static e => unchecked((long)e.DecisionHash)),
        Array(NpgsqlDbType.Text, all, static e => e.Prompt is { } prompt ? EnumText.Of(prompt.Domain) : null),
        Array(NpgsqlDbType.Text, all, static e => e.Prompt?.Language),
        Array(NpgsqlDbType.Double, all, static e => e.Prompt?.Difficulty),
        Array(NpgsqlDbType.Text, all, static e => e.Prompt is { } prompt ? EnumText.Of(prompt.DataClass) : null),
        Array(NpgsqlDbType.Integer, all, static e => e.Prompt?.InputTokens),
        Array(NpgsqlDbType.Integer, all, static e => e.Prompt?.ExpectedOutputTokens),
        Array(NpgsqlDbType.Integer, all, static e => e.Prompt?.OutputLimit),
        Array(NpgsqlDbType.Boolean, all, static e => e.Prompt?.ExpectsThinking),
        Array(NpgsqlDbType.Text, all, static e => e.Prompt is { } prompt ? EnumText.OfFlags(prompt.RequiredCapabilities) : null),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.Details?.CacheWriteTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.Details?.LongCacheWriteTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.Details?.ImageInputTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.Details?.AudioInputTokens),
        Array(NpgsqlDbType.Bigint, all, static e => e.Usage.Details?.AudioOutputTokens),
        Array(NpgsqlDbType.Double, all, static e => SpendRow.Suspicion(e.Prompt)),
        Array(NpgsqlDbType.Text, all, static e => e.Prompt is { } prompt ? EnumText.OfFlags(prompt.Modalities) : null),
        Array(NpgsqlDbType.Text, all, static e => ChecksJson.Of(e.Checks)),
        Array(NpgsqlDbType.Double, all, static e => e.Propensity),
        Array(NpgsqlDbType.Boolean, all, static e => e.IsBatch),
    ];

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IReadOnlyList<SpendEntry> all, Func<SpendEntry, T> column)
    {
        var values = new T[all.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(all[i]);
        }

        return new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
