namespace ModelRouter.Storage;

/// <summary>The steps of the SQLite file's schema, oldest first. A step that was released never changes.</summary>
internal static class SqliteSchema
{
    // Times and durations are microseconds, money is a decimal text in US dollars, since SQLite has no exact type for it. Calls' ids sort by time, so
    // rows are added at the end.
    private const string Ledger = """
        CREATE TABLE spend (
            call_id BLOB NOT NULL CHECK (length(call_id) = 16),
            attempt INTEGER NOT NULL CHECK (attempt > 0),
            at INTEGER NOT NULL,
            model TEXT NOT NULL,
            tier TEXT NOT NULL,
            task TEXT NOT NULL,
            outcome TEXT NOT NULL,
            failure TEXT,
            error TEXT,
            input_tokens INTEGER NOT NULL CHECK (input_tokens >= 0),
            cached_input_tokens INTEGER NOT NULL CHECK (cached_input_tokens BETWEEN 0 AND input_tokens),
            output_tokens INTEGER NOT NULL CHECK (output_tokens >= 0),
            reasoning_tokens INTEGER NOT NULL CHECK (reasoning_tokens BETWEEN 0 AND output_tokens),
            is_estimated INTEGER NOT NULL CHECK (is_estimated IN (0, 1)),
            cost TEXT NOT NULL CHECK (typeof(cost) = 'text' AND cost NOT LIKE '-%'),
            duration INTEGER NOT NULL CHECK (duration >= 0),
            first_content INTEGER CHECK (first_content >= 0),
            tenant TEXT,
            user_id TEXT,
            agent TEXT,
            tags TEXT,
            selection TEXT NOT NULL,
            decision INTEGER NOT NULL,
            domain TEXT,
            language TEXT,
            difficulty REAL,
            data_class TEXT,
            estimated_input_tokens INTEGER,
            expected_output_tokens INTEGER,
            output_limit INTEGER,
            expects_thinking INTEGER,
            capabilities TEXT,
            cache_write_tokens INTEGER CHECK (cache_write_tokens >= 0),
            long_cache_write_tokens INTEGER CHECK (long_cache_write_tokens >= 0),
            image_input_tokens INTEGER CHECK (image_input_tokens >= 0),
            audio_input_tokens INTEGER CHECK (audio_input_tokens >= 0),
            audio_output_tokens INTEGER CHECK (audio_output_tokens >= 0),
            PRIMARY KEY (call_id, attempt)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX spend_at ON spend (at);
        """;

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

    // A call without a kind waits for its label. Prompts are numbers that learned predictors read; no text is kept.
    private const string Outcomes = """
        CREATE TABLE outcomes (
            call_id BLOB NOT NULL CHECK (length(call_id) = 16),
            at INTEGER NOT NULL,
            model TEXT NOT NULL,
            prompt BLOB NOT NULL,
            base_logit REAL NOT NULL,
            source TEXT,
            kind TEXT,
            outcome REAL CHECK (outcome BETWEEN 0 AND 1),
            PRIMARY KEY (call_id, model),
            CHECK ((kind IS NULL) = (outcome IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outcomes_unlabelled ON outcomes (at) WHERE kind IS NULL;
        """;

    // By the revision processes that share the outcomes see that others have changed labels. No ledger entry before the last reset is learned from.
    private const string SharedOutcomes = """
        CREATE TABLE outcome_revision (revision INTEGER NOT NULL) STRICT;
        INSERT INTO outcome_revision VALUES (0);
        CREATE INDEX outcomes_labelled ON outcomes (at) WHERE kind IS NOT NULL;
        CREATE TABLE outcome_resets (at INTEGER NOT NULL) STRICT;
        """;

    // Nothing of it is known of the entries that are there.
    private const string Understanding = """
        ALTER TABLE spend ADD COLUMN suspicion REAL CHECK (suspicion BETWEEN 0 AND 1);
        ALTER TABLE spend ADD COLUMN modalities TEXT;
        ALTER TABLE spend ADD COLUMN checks TEXT;
        """;

    private const string Propensity = "ALTER TABLE spend ADD COLUMN propensity REAL CHECK (propensity > 0 AND propensity <= 1);";

    private const string Batches = "ALTER TABLE spend ADD COLUMN is_batch INTEGER CHECK (is_batch IN (0, 1));";

    // What counts now is read and what counted long ago forgotten without those between; reports on one account read that account's entries.
    private const string Indices = """
        CREATE INDEX budget_counters_end ON budget_counters (window_end);
        CREATE INDEX spend_tenant ON spend (tenant, at) WHERE tenant IS NOT NULL;
        CREATE INDEX spend_user ON spend (user_id, at) WHERE user_id IS NOT NULL;
        """;

    internal static IReadOnlyList<string> Steps { get; } = [Ledger, Budgets, Outcomes, SharedOutcomes, Understanding, Propensity, Batches, Indices];
}
