namespace ModelRouter.Storage;

/// <summary>The budgets' tables in PostgreSQL.</summary>
internal static class PostgresBudgetSchema
{
    /// <summary>Whether there is nothing to make. Tables elsewhere on the search path are another's, and only for a role that may make none of its own. Tables of an older
    /// version lack an index, which only their owner may make.</summary>
    internal const string IsThere = """
        SELECT (to_regclass(quote_ident(current_schema()) || '.budget_counters') IS NOT NULL AND to_regclass(quote_ident(current_schema()) || '.budget_leases') IS NOT NULL
                AND (to_regclass(quote_ident(current_schema()) || '.budget_counters_end') IS NOT NULL OR NOT
                    (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(quote_ident(current_schema()) || '.budget_counters'))))
            OR (NOT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
                AND to_regclass('budget_counters') IS NOT NULL AND to_regclass('budget_leases') IS NOT NULL);
        """;

    /// <summary>Makes what is missing; whoever comes first, the others wait for it.</summary>
    /// <remarks>Names are compared byte by byte, and locked in that order. Indices lock their tables even if they are there: counters
    /// before leases, as exchanges do, or two could wait for each other. Times are microseconds since 1970.</remarks>
    internal const string Create = """
        SELECT pg_advisory_xact_lock(7307218041);
        CREATE TABLE IF NOT EXISTS budget_counters (
            budget text COLLATE "C" NOT NULL,
            value text COLLATE "C" NOT NULL,
            window_start bigint NOT NULL,
            window_end bigint NOT NULL,
            spent numeric NOT NULL CHECK (spent >= 0),
            PRIMARY KEY (budget, value, window_start)
        );
        CREATE INDEX IF NOT EXISTS budget_counters_end ON budget_counters (window_end);
        CREATE TABLE IF NOT EXISTS budget_leases (
            budget text COLLATE "C" NOT NULL,
            value text COLLATE "C" NOT NULL,
            window_start bigint NOT NULL,
            lease uuid NOT NULL,
            amount numeric NOT NULL CHECK (amount >= 0),
            expires_at bigint NOT NULL,
            sequence bigint NOT NULL,
            PRIMARY KEY (budget, value, window_start, lease)
        );
        CREATE INDEX IF NOT EXISTS budget_leases_expiry ON budget_leases (expires_at);
        """;
}
