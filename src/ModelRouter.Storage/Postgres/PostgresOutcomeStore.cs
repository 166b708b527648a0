using System.Data.Common;
using Npgsql;

namespace ModelRouter.Storage;

/// <summary>Outcomes in PostgreSQL 14 or later, for a fleet.</summary>
/// <remarks>See <see cref="SqlOutcomeStore"/>.</remarks>
public sealed class PostgresOutcomeStore : SqlOutcomeStore
{
    private readonly PostgresDatabase _database;

    /// <summary>Outcomes in a database, which may be the ledger's; its tables are made where they are missing.</summary>
    /// <param name="connectionString">Npgsql's; never logged.</param>
    /// <param name="timeProvider">The clock that tells when everything was forgotten, and what was dated ahead; the system's by default.</param>
    /// <exception cref="ArgumentException">The connection string can't be read; the message doesn't quote it.</exception>
    public PostgresOutcomeStore(string connectionString, TimeProvider? timeProvider = null)
        : base(timeProvider) => _database = new(connectionString, PostgresSchema.Steps);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _database.DisposeAsync();

    private protected override Task MigrateAsync(CancellationToken ct) => _database.MigrateAsync(ct);

    private protected override async Task<DbConnection> ConnectAsync(CancellationToken ct) => await _database.Source.OpenConnectionAsync(ct).ConfigureAwait(false);

    private protected override Task<T> AskAsync<T>(Func<Task<T>> ask) => PostgresDatabase.AskAsync(_database.Source, ask);

    private protected override async ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        try
        {
            // Two that forget the same rows in different orders would wait for each other.
            var command = new NpgsqlCommand("LOCK TABLE outcome_revision IN EXCLUSIVE MODE;", (NpgsqlConnection)connection);
            await using var disposal = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private protected override object Id(Guid callId) => callId;

    private protected override Guid IdOf(DbDataReader row) => row.GetGuid(0);
}
