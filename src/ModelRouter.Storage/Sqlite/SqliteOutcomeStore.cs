using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage;

/// <summary>Outcomes in a SQLite file, which may be the ledger's, for the processes of one machine.</summary>
/// <remarks>See <see cref="SqlOutcomeStore"/>.</remarks>
/// <param name="path">The file, on a disk of this machine; made if it is missing, and its folder too.</param>
/// <param name="timeProvider">The clock that tells when everything was forgotten, and what was dated ahead; the system's by default.</param>
public sealed class SqliteOutcomeStore(string path, TimeProvider? timeProvider = null) : SqlOutcomeStore(timeProvider)
{
    private readonly SqliteDatabase _database = new(path, SqliteSchema.Steps);
    private readonly bool _isReadOnly;
    private IReadOnlyList<string> _missing = [];

    /// <summary>A store that is there, to read it as it stands.</summary>
    internal SqliteOutcomeStore(string path, bool isReadOnly)
        : this(path)
    {
        _isReadOnly = isReadOnly;
        _database = new(path, SqliteSchema.Steps, isReadOnly);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _database.Release();
        return ValueTask.CompletedTask;
    }

    private protected override Task MigrateAsync(CancellationToken ct) => _isReadOnly ? CheckAsync(ct) : _database.MigrateAsync(ct);

    private protected override async Task<DbConnection> ConnectAsync(CancellationToken ct) => await _database.OpenAsync(ct).ConfigureAwait(false);

    // Immediate: a transaction that began by reading could not wait for another writer.
    private protected override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) =>
        new(((SqliteConnection)connection).BeginTransaction(deferred: false));

    /// <summary>Finds out what an older version has not made.</summary>
    /// <exception cref="InvalidDataException">It is another program's database.</exception>
    private async Task CheckAsync(CancellationToken ct)
    {
        var missing = new List<string>();
        foreach (var table in (string[])["outcomes", "outcome_revision", "outcome_resets"])
        {
            if (!await _database.HasTableAsync(table, "outcomes", ct).ConfigureAwait(false))
            {
                missing.Add(table);
            }
        }

        _missing = missing;
    }

    private protected override bool Has(string table) => !_missing.Contains(table, StringComparer.Ordinal);

    private protected override object Id(Guid callId) => SpendRow.CallId(callId);

    private protected override Guid IdOf(DbDataReader row) => new((byte[])row[0], bigEndian: true);
}
