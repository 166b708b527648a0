using System.Numerics;
using CsCheck;

namespace ModelRouter.Storage.Tests;

/// <summary>What a ledger promises, whichever database holds it.</summary>
public abstract class LedgerContract
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens an empty ledger, or the same once more.</summary>
    private protected abstract Task<StoredSpendLedger> OpenAsync(LedgerDurability durability = LedgerDurability.Process, int capacity = 10_000);

    /// <summary>Rows written by somebody else.</summary>
    private protected abstract Task ExecuteAsync(string sql);

    /// <summary>How many rounds of a property; a server takes longer for each.</summary>
    private protected abstract int Rounds { get; }

    [Fact]
    public async Task What_is_recorded_is_read_back_exactly()
    {
        await using var ledger = await OpenAsync();
        var all = new List<SpendEntry>();
        await Entries.One.Array[1, 40].SampleAsync(
            async entries =>
            {
                foreach (var entry in entries)
                {
                    await ledger.RecordAsync(entry, Ct);
                }

                await ledger.FlushAsync(Ct);
                lock (all)
                {
                    all.AddRange(entries);
                }
            },
            iter: Rounds, threads: 1);

        var read = await Entries.ListAsync(ledger);

        Assert.Equal(Entries.Told(all), Entries.Told(read));
        Assert.Equal(read.OrderBy(e => e.At).Select(e => e.At), read.Select(e => e.At));
        Assert.Equal(Entries.Exact(all), Entries.Exact(read));
        var verified = await ledger.VerifyAsync(Ct);
        Assert.Empty(verified.Problems);
        Assert.Equal(all.Count, verified.Entries);

        // A decimal has 28 digits; the sum of costs with 28 decimals may have more.
        Assert.True(BigInteger.Abs(Entries.Exact(all) - Entries.Exact(verified.Total)) < 1_000_000_000, $"{verified.Total}");
    }

    [Fact]
    public async Task The_ledger_s_total_is_the_sum_of_receipts_to_the_last_decimal()
    {
        await using var ledger = await OpenAsync();
        await Gen.Int.SampleAsync(
            async seed =>
            {
                var receipts = await RandomCalls.RunAsync(ledger, seed, calls: 25, Ct);
                await ledger.FlushAsync(Ct);

                var kept = new List<SpendEntry>();
                foreach (var (call, cost) in receipts)
                {
                    var entries = await Entries.ListAsync(ledger, new() { CallId = call });
                    Assert.Equal(cost, entries.Sum(e => e.Cost));
                    Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(e => e.Attempt).Order());
                    kept.AddRange(entries);
                }

                Assert.Equal(receipts.Values.Aggregate(BigInteger.Zero, (sum, cost) => sum + Entries.Exact(cost)), Entries.Exact(kept));
            },
            iter: Rounds / 4, threads: 1);

        var verified = await ledger.VerifyAsync(Ct);
        Assert.Empty(verified.Problems);
        Assert.True(verified.Entries > verified.Calls, "No call took two attempts.");
    }

    [Fact]
    public async Task A_query_finds_what_it_finds_in_memory()
    {
        await using var ledger = await OpenAsync();
        var memory = new InMemorySpendLedger();
        foreach (var entry in Entries.One.Array[200].Single())
        {
            await ledger.RecordAsync(entry, Ct);
            await memory.RecordAsync(entry, Ct);
        }

        await ledger.FlushAsync(Ct);
        var known = memory.Snapshot();
        await Gen.Int[0, known.Count - 1].Select(Gen.Int[0, known.Count - 1], Gen.Int[0, 511]).SampleAsync(
            async (one, other, which) =>
            {
                var (like, late) = (known[one], known[other]);
                var query = new SpendQuery
                {
                    Model = (which & 1) != 0 ? like.Model : null,
                    Tier = (which & 2) != 0 ? like.Tier : null,
                    Task = (which & 4) != 0 ? like.Task : null,
                    Tenant = (which & 8) != 0 ? like.Attribution.Tenant : null,
                    User = (which & 16) != 0 ? like.Attribution.User : null,
                    Agent = (which & 32) != 0 ? like.Attribution.Agent : null,
                    Tag = (which & 64) != 0 && like.Attribution.Tags is [var tag, ..] ? tag : null,
                    From = (which & 128) != 0 ? like.At : null,
                    To = (which & 256) != 0 ? late.At : null,
                    CallId = which % 7 == 0 ? like.CallId : null,
                    Newest = which % 5 == 0 ? 1 + (which % 90) : null,
                };
                Assert.Equal(Entries.Told(await Entries.ListAsync(memory, query)), Entries.Told(await Entries.ListAsync(ledger, query)));
            },
            iter: 10 * Rounds, threads: 1);
    }

    [Theory]
    [InlineData(LedgerDurability.Process)]
    [InlineData(LedgerDurability.Commit)]
    public async Task Many_callers_lose_nothing_and_what_comes_twice_is_kept_once(LedgerDurability durability)
    {
        await using (var ledger = await OpenAsync(durability, capacity: 16))
        {
            await Parallel.ForAsync(0, 1_000, Ct, async (i, ct) =>
            {
                await ledger.RecordAsync(Entries.Numbered(i, attempt: 1), ct);
                await ledger.RecordAsync(Entries.Numbered(i, attempt: 2), ct);
                await ledger.RecordAsync(Entries.Numbered(i, attempt: 1), ct);
            });
        }

        await using var again = await OpenAsync(durability);
        var verified = await again.VerifyAsync(Ct);
        Assert.Empty(verified.Problems);
        Assert.Equal((2_000L, 1_000L, 0.999m), (verified.Entries, verified.Calls, verified.Total));
        Assert.Equal(0.999m, verified.ByModel["r1"]);
    }

    [Fact]
    public async Task A_committed_entry_is_there_when_it_counts_as_recorded()
    {
        await using var ledger = await OpenAsync(LedgerDurability.Commit);
        await ledger.RecordAsync(Entries.Numbered(7), Ct);
        Assert.Equal(Entries.Numbered(7).CallId, Assert.Single(await Entries.ListAsync(ledger)).CallId);
    }

    [Fact]
    public async Task Texts_that_no_database_holds_are_mended_and_keep_no_other_entry_out()
    {
        await using var ledger = await OpenAsync();
        var who = new RequestAttribution("ten\0ant", "\ud83d", "👩‍🚀") { Tags = ["\udc00x", "ok"] };
        await ledger.RecordAsync(Entries.Numbered(1) with { Attribution = who, Error = "E\0" }, Ct);
        await ledger.RecordAsync(Entries.Numbered(2), Ct);
        await ledger.FlushAsync(Ct);

        var read = await Entries.ListAsync(ledger);

        Assert.Equal(2, read.Count);
        Assert.Equal(("ten\ufffdant", "\ufffd", "👩‍🚀", "E\ufffd"), (read[0].Attribution.Tenant, read[0].Attribution.User, read[0].Attribution.Agent, read[0].Error));
        Assert.Equal(["\ufffdx", "ok"], read[0].Attribution.Tags);
    }

    [Theory]
    [InlineData(LedgerDurability.Process)]
    [InlineData(LedgerDurability.Commit)]
    public async Task An_entry_that_cannot_be_keeps_no_other_out(LedgerDurability durability)
    {
        await using var ledger = await OpenAsync(durability);
        var impossible = Entries.Numbered(2) with { Usage = new(-1, 0, 0, 0) };
        var recording = Task.WhenAll(Enumerable.Range(0, 5).Select(i => ledger.RecordAsync(i == 2 ? impossible : Entries.Numbered(i), Ct).AsTask()));
        if (durability == LedgerDurability.Commit)
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => recording);
        }
        else
        {
            await recording;
        }

        await ledger.FlushAsync(Ct);
        Assert.Equal([0, 1, 3, 4], (await Entries.ListAsync(ledger)).Select(e => (int)e.Usage.InputTokens));
        Assert.Equal(0, ledger.Waiting);
    }

    [Theory]
    [InlineData(LedgerDurability.Process)]
    [InlineData(LedgerDurability.Commit)]
    public async Task A_value_without_a_name_is_refused_and_keeps_no_other_entry_out(LedgerDurability durability)
    {
        await using var ledger = await OpenAsync(durability);
        SpendEntry[] nameless = [Entries.Numbered(1) with { Task = (PromptTask)77 }, Entries.Numbered(2) with { Tier = (ModelTier)9 }];
        foreach (var entry in nameless)
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.RecordAsync(entry, Ct).AsTask());
        }

        await ledger.RecordAsync(Entries.Numbered(3), Ct);
        await ledger.FlushAsync(Ct);
        Assert.Equal(Entries.Numbered(3).CallId, Assert.Single(await Entries.ListAsync(ledger)).CallId);
        Assert.Equal(0, ledger.Waiting);
    }

    [Fact]
    public async Task A_database_of_before_suspicion_checks_and_propensities_were_kept_is_brought_up_to_date_and_keeps_its_entries()
    {
        await MakeOldAsync();
        await using var ledger = await OpenAsync();
        await ledger.RecordAsync(
            Entries.Numbered(2) with { Checks = [new("schema", AnswerCheckOutcome.Failed, "not kept")], Outcome = AttemptOutcome.Escalated, Propensity = 0.05 }, Ct);
        await ledger.FlushAsync(Ct);

        var read = await Entries.ListAsync(ledger);
        Assert.Equal((0.5m, 0.7), (read[0].Cost, read[0].Prompt!.Difficulty));
        Assert.Equal((0, PromptModalities.Text, 0), (read[0].Prompt!.InjectionSuspicion, read[0].Prompt!.Modalities, read[0].Checks.Count));
        Assert.Equal([new("schema", AnswerCheckOutcome.Failed, null)], read[1].Checks);
        Assert.Equal([null, 0.05], read.Select(static entry => entry.Propensity));
        Assert.Empty((await ledger.VerifyAsync(Ct)).Problems);
    }

    [Theory]
    [InlineData("tenant", "spend_tenant")]
    [InlineData("user_id", "spend_user")]
    public async Task A_report_on_one_account_reads_that_account_s_entries(string column, string index)
    {
        await using var ledger = await OpenAsync();
        Assert.Contains(index, await PlanAsync($"SELECT * FROM spend WHERE {column} = 'x' ORDER BY at, call_id, attempt"), StringComparison.Ordinal);
    }

    /// <summary>How the database would answer a query of many rows.</summary>
    private protected abstract Task<string> PlanAsync(string sql);

    /// <summary>Makes the database as the first version did, with one entry of 1970.</summary>
    private protected abstract Task MakeOldAsync();

    /// <summary>A statement that adds the entry.</summary>
    private protected static string OldEntry(string id, string at, string no) => $"""
        INSERT INTO spend (call_id, attempt, at, model, tier, task, outcome, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, is_estimated, cost, duration,
            selection, decision, domain, language, difficulty, data_class, estimated_input_tokens, expected_output_tokens, expects_thinking, capabilities)
        VALUES ({id}, 1, {at}, 'r1', 'self_hosted', 'chat', 'succeeded', 1, 0, 1, 0, {no}, '0.5', 1, 'auto', 0, 'everyday', 'en', 0.7, 'public', 1, 1, {no}, '')
        """;

    [Theory]
    [InlineData("UPDATE spend SET checks = '{\"schema\":\"maybe\"}'", "'maybe' is no AnswerCheckOutcome")]
    [InlineData("UPDATE spend SET task = 'gossip'", "'gossip' is no PromptTask")]
    [InlineData("UPDATE spend SET tags = '{}'", "can't be read")]
    [InlineData("UPDATE spend SET failure = 'timeout'", "it succeeded and failed")]
    public async Task Verification_tells_what_somebody_else_has_spoiled(string sql, string problem)
    {
        await using var ledger = await OpenAsync();
        await ledger.RecordAsync(Entries.Numbered(1), Ct);
        await ledger.FlushAsync(Ct);
        Assert.Equal(0, (await ledger.VerifyAsync(Ct)).ProblemCount);

        await ExecuteAsync(sql);

        var verified = await ledger.VerifyAsync(Ct);
        Assert.Equal(1, verified.ProblemCount);
        Assert.Contains(problem, Assert.Single(verified.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_can_not_be_asked_is_an_error_and_no_damage()
    {
        await using var ledger = await OpenAsync();
        await ExecuteAsync("ALTER TABLE spend RENAME TO elsewhere");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ledger.VerifyAsync(Ct));
    }

    [Fact]
    public async Task A_closed_ledger_takes_nothing()
    {
        var ledger = await OpenAsync(LedgerDurability.Commit);
        await ledger.DisposeAsync();
        await ledger.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ledger.RecordAsync(Entries.Numbered(1), Ct).AsTask());
    }
}
