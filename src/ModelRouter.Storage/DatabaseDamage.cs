using Microsoft.Data.Sqlite;
using Npgsql;

namespace ModelRouter.Storage;

/// <summary>Tells a database that is damaged from one that is busy, out of reach or lets nobody in.</summary>
internal static class DatabaseDamage
{
    // SQLITE_CORRUPT and SQLITE_NOTADB, https://www.sqlite.org/rescode.html.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    internal static bool Is(Exception? failure) => failure is SqliteException { SqliteErrorCode: Corrupt or NotADatabase }
        // data_corrupted and index_corrupted, https://www.postgresql.org/docs/current/errcodes-appendix.html.
        or PostgresException { SqlState: "XX001" or "XX002" };
}
