namespace ModelRouter.Storage;

/// <summary>The steps of the SQLite file's schema, oldest first. A step that was released never changes.</summary>
internal static class SqliteSchema
{
    // Times are microseconds since 1970, amounts decimal texts, since SQLite has no exact type for them. A lease that has expired stays for a
    // day: by its sequence a process that lost an answer learns whether it was heard.
    private const string Budgets = """
        CREATE TABLE budget_counters (
            budget TEXT NOT NULL,
            value TEXT NOT NULL,
            window_start INTEGER NOT NULL,
            window_end INTEGER NOT NULL,
            spent TEXT NOT NULL CHECK (typeof(spent) = 'text' AND spent NOT LIKE '-%'),
            PRIMARY KEY (budget, value, window_start)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE budget_leases (
            budget TEXT NOT NULL,
            value TEXT NOT NULL,
            window_start INTEGER NOT NULL,
            lease BLOB NOT NULL CHECK (length(lease) = 16),
            amount TEXT NOT NULL CHECK (typeof(amount) = 'text' AND amount NOT LIKE '-%'),
            expires_at INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (budget, value, window_start, lease)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX budget_leases_expiry ON budget_leases (expires_at);
        """;

    internal static IReadOnlyList<string> Steps { get; } = [Budgets];
}
