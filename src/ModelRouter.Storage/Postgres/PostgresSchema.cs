namespace ModelRouter.Storage;

/// <summary>The steps of the ledger's schema in PostgreSQL, oldest first. A step that was released never changes.</summary>
internal static class PostgresSchema
{
    // As in SQLite, but for types that exist here. Durations are microseconds.
    private const string Ledger = """
        CREATE TABLE spend (
            call_id uuid NOT NULL,
            attempt integer NOT NULL CHECK (attempt > 0),
            at timestamptz NOT NULL,
            model text NOT NULL,
            tier text NOT NULL,
            task text NOT NULL,
            outcome text NOT NULL,
            failure text,
            error text,
            input_tokens bigint NOT NULL CHECK (input_tokens >= 0),
            cached_input_tokens bigint NOT NULL CHECK (cached_input_tokens BETWEEN 0 AND input_tokens),
            output_tokens bigint NOT NULL CHECK (output_tokens >= 0),
            reasoning_tokens bigint NOT NULL CHECK (reasoning_tokens BETWEEN 0 AND output_tokens),
            is_estimated boolean NOT NULL,
            cost numeric NOT NULL CHECK (cost >= 0),
            duration bigint NOT NULL CHECK (duration >= 0),
            first_content bigint CHECK (first_content >= 0),
            tenant text,
            user_id text,
            agent text,
            tags jsonb,
            selection text NOT NULL,
            decision bigint NOT NULL,
            domain text,
            language text,
            difficulty double precision,
            data_class text,
            estimated_input_tokens integer,
            expected_output_tokens integer,
            output_limit integer,
            expects_thinking boolean,
            capabilities text,
            cache_write_tokens bigint CHECK (cache_write_tokens >= 0),
            long_cache_write_tokens bigint CHECK (long_cache_write_tokens >= 0),
            image_input_tokens bigint CHECK (image_input_tokens >= 0),
            audio_input_tokens bigint CHECK (audio_input_tokens >= 0),
            audio_output_tokens bigint CHECK (audio_output_tokens >= 0),
            PRIMARY KEY (call_id, attempt)
        );
        CREATE INDEX spend_at ON spend (at);
        """;

    // As in SQLite. Times are microseconds since 1970.
    private const string Outcomes = """
        CREATE TABLE outcomes (
            call_id uuid NOT NULL,
            at bigint NOT NULL,
            model text NOT NULL,
            prompt bytea NOT NULL,
            base_logit double precision NOT NULL,
            source text,
            kind text,
            outcome double precision CHECK (outcome BETWEEN 0 AND 1),
            PRIMARY KEY (call_id, model),
            CHECK ((kind IS NULL) = (outcome IS NULL))
        );
        CREATE INDEX outcomes_unlabelled ON outcomes (at) WHERE kind IS NULL;
        CREATE INDEX outcomes_labelled ON outcomes (at) WHERE kind IS NOT NULL;
        CREATE TABLE outcome_revision (revision bigint NOT NULL);
        INSERT INTO outcome_revision VALUES (0);
        CREATE TABLE outcome_resets (at bigint NOT NULL);
        """;

    // Nothing of it is known of the entries that are there.
    private const string Understanding = """
        ALTER TABLE spend
            ADD COLUMN suspicion double precision CHECK (suspicion BETWEEN 0 AND 1),
            ADD COLUMN modalities text,
            ADD COLUMN checks text;
        """;

    private const string Propensity = "ALTER TABLE spend ADD COLUMN propensity double precision CHECK (propensity > 0 AND propensity <= 1);";

    private const string Batches = "ALTER TABLE spend ADD COLUMN is_batch boolean;";

    // Reports on one account read that account's entries.
    private const string Accounts = """
        CREATE INDEX spend_tenant ON spend (tenant, at) WHERE tenant IS NOT NULL;
        CREATE INDEX spend_user ON spend (user_id, at) WHERE user_id IS NOT NULL;
        """;

    internal static IReadOnlyList<string> Steps { get; } = [Ledger, Outcomes, Understanding, Propensity, Batches, Accounts];
}
