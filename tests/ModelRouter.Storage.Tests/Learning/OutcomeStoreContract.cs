namespace ModelRouter.Storage.Tests;

/// <summary>What a store of outcomes promises, whichever database it is.</summary>
public abstract class OutcomeStoreContract : OutcomeStoreTests
{
    private protected OutcomeStoreContract(OutcomeDatabase database)
        : base(database)
    {
    }

    [Fact]
    public async Task Labels_calls_and_corrections_are_found_again_and_a_reset_forgets_them()
    {
        var (first, second) = (Call(1), Call(2));
        await using (var store = await OpenAsync())
        {
            Assert.Empty(await store.LoadAsync(Ct));
            await store.RememberAsync([first, second], Ct);
            await store.SaveAsync(new(first, OutcomeKind.Retry, 0), [], Ct);
            await store.RememberAsync([first], Ct);
            await store.SaveAsync(new(first, OutcomeKind.Feedback, 0.75), [], Ct);
        }

        await using var again = await OpenAsync();
        Assert.Equal([new(first, OutcomeKind.Feedback, 0.75)], await again.LoadAsync(Ct));
        Assert.Equal(second, await again.FindAsync(second.CallId, Ct));
        Assert.Null(await again.FindAsync(Guid.NewGuid(), Ct));
        await again.SaveAsync(new(second, OutcomeKind.Verifier, 1), [new(first, OutcomeKind.Feedback, 0.75)], Ct);
        Assert.Equal([new(second, OutcomeKind.Verifier, 1)], await again.LoadAsync(Ct));
        await again.ResetAsync(Ct);
        Assert.Empty(await again.LoadAsync(Ct));
        Assert.Null(await again.FindAsync(second.CallId, Ct));
    }

    [Fact]
    public async Task A_label_of_a_kind_that_is_none_is_not_kept_and_one_that_is_there_keeps_no_other_out()
    {
        var (first, second) = (Call(1), Call(2));
        await using var store = await OpenAsync();
        await store.SaveAsync(new(first, OutcomeKind.Retry, 0), [], Ct);
        await store.SaveAsync(new(second, OutcomeKind.Feedback, 1), [], Ct);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.SaveAsync(new(second, (OutcomeKind)42, 1), [], Ct));
        await Assert.ThrowsAsync<ArgumentNullException>("forgotten", () => store.SaveAsync(new(second, OutcomeKind.Feedback, 1), null!, Ct));
        await Assert.ThrowsAsync<ArgumentNullException>("calls", () => store.RememberAsync(null!, Ct));
        await Database.ExecuteAsync("UPDATE outcomes SET kind = 'of_another_version' WHERE kind = 'retry'");
        Assert.Equal([new(second, OutcomeKind.Feedback, 1)], await store.LoadAsync(Ct));
        Assert.Equal(1, store.Unread);
        await store.ResetAsync(Ct);
        Assert.Empty(await store.LoadAsync(Ct));
        Assert.Equal(0, store.Unread);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task An_escalated_call_is_found_by_the_model_that_answered(string failed, string answered)
    {
        await using var store = await OpenAsync();
        var answer = Call(1, answered);
        await store.SaveAsync(new(answer with { Model = failed }, OutcomeKind.Escalation, 0), [], Ct);
        await store.RememberAsync([answer], Ct);
        Assert.Equal(answer, await store.FindAsync(answer.CallId, Ct));
        await store.SaveAsync(new(answer, OutcomeKind.Feedback, 1), [], Ct);
        Assert.Equal(answer, await store.FindAsync(answer.CallId, Ct));
    }

    [Fact]
    public async Task A_call_is_not_found_by_a_model_whose_answer_was_not_given()
    {
        await using var store = await OpenAsync();
        var call = Call(1);
        await store.SaveAsync(new(call, OutcomeKind.Escalation, 0), [], Ct);
        Assert.Null(await store.FindAsync(call.CallId, Ct));
    }

    [Fact]
    public async Task A_lighter_kind_told_by_another_process_replaces_no_weightier_one()
    {
        await using var store = await OpenAsync();
        var call = Call(1);
        foreach (var (kind, stays) in ((OutcomeKind, OutcomeKind)[])
            [(OutcomeKind.Retry, OutcomeKind.Retry), (OutcomeKind.Escalation, OutcomeKind.Escalation), (OutcomeKind.Retry, OutcomeKind.Escalation),
             (OutcomeKind.Check, OutcomeKind.Check), (OutcomeKind.Retry, OutcomeKind.Check),
             (OutcomeKind.Feedback, OutcomeKind.Feedback), (OutcomeKind.Check, OutcomeKind.Feedback), (OutcomeKind.Escalation, OutcomeKind.Feedback),
             (OutcomeKind.Verifier, OutcomeKind.Verifier)])
        {
            var revision = await store.RevisionAsync(Ct);
            await store.SaveAsync(new(call, kind, 0.5), [], Ct);
            Assert.Equal(stays, Assert.Single(await store.LoadAsync(Ct)).Kind);
            Assert.NotEqual(revision, await store.RevisionAsync(Ct));
        }
    }

    [Fact]
    public async Task Only_the_newest_ten_thousand_labels_and_unlabelled_calls_are_kept()
    {
        await using var store = await OpenAsync();
        var (labelled, unlabelled) = (Call(1), Call(2));
        await store.SaveAsync(new(labelled, OutcomeKind.Feedback, 1), [], Ct);
        await store.RememberAsync([unlabelled], Ct);
        await Database.ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 10010)
                SELECT {Database.NewId}, at - i, model, prompt, base_logit, kind, outcome FROM outcomes CROSS JOIN more
            """);
        await store.SaveAsync(new(labelled, OutcomeKind.Feedback, 0), [], Ct);
        var labels = await store.LoadAsync(Ct);
        Assert.Equal(10_000, labels.Count);
        Assert.Equal(new(labelled, OutcomeKind.Feedback, 0), labels[^1]);
        await store.RememberAsync([unlabelled], Ct);
        await Database.ExecuteAsync("UPDATE outcomes SET kind = 'retry', outcome = 0 WHERE kind IS NULL");
        Assert.Equal(20_000, (await store.LoadAsync(Ct)).Count);
    }

    [Fact]
    public async Task What_was_kept_while_a_clock_was_ahead_pushes_out_nothing_that_comes_later()
    {
        await using var store = await OpenAsync();
        await store.SaveAsync(new(Call(1), OutcomeKind.Feedback, 1), [], Ct);
        await store.RememberAsync([Call(2)], Ct);
        const string Century = "4102444800000000";
        await Database.ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 10010)
                SELECT {Database.NewId}, at + {Century} + i, model, prompt, base_logit, kind, outcome FROM outcomes CROSS JOIN more
            """);
        var (label, waiting) = (new OutcomeLabel(Call(3), OutcomeKind.Feedback, 1), Call(4));
        await store.SaveAsync(label, [], Ct);
        await store.RememberAsync([waiting], Ct);
        var labels = await store.LoadAsync(Ct);
        Assert.Contains(label, labels);
        Assert.Equal(label.Call.At, labels.Max(static told => told.Call.At));
        Assert.Equal(waiting, await store.FindAsync(waiting.CallId, Ct));
    }

    [Fact]
    public async Task What_a_clock_has_written_that_differs_as_clocks_do_keeps_its_time()
    {
        await using var store = await OpenAsync();
        var soon = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds());
        var (told, waiting) = (new OutcomeLabel(Call(1) with { At = soon }, OutcomeKind.Check, 1), Call(2) with { At = soon });
        await store.SaveAsync(told, [], Ct);
        await store.RememberAsync([waiting], Ct);

        // Of calls of long ago.
        await store.SaveAsync(new(Call(3), OutcomeKind.Feedback, 1), [], Ct);
        await store.RememberAsync([Call(4)], Ct);
        Assert.Contains(told, await store.LoadAsync(Ct));
        Assert.Equal(waiting, await store.FindAsync(waiting.CallId, Ct));
    }

    [Fact]
    public async Task What_checks_say_pushes_out_nothing_that_others_have_told()
    {
        await using var store = await OpenAsync();
        var (told, isChecked) = (new OutcomeLabel(Call(1), OutcomeKind.Feedback, 1), new OutcomeLabel(Call(20_000), OutcomeKind.Check, 1));
        await store.SaveAsync(told, [], Ct);
        await store.SaveAsync(isChecked, [], Ct);
        await Database.ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 10010)
                SELECT {Database.NewId}, at - i, model, prompt, base_logit, kind, outcome FROM outcomes CROSS JOIN more WHERE kind = 'check'
            """);
        await store.SaveAsync(isChecked, [], Ct);
        var labels = await store.LoadAsync(Ct);
        Assert.Equal(2_001, labels.Count);
        Assert.Equal((told, isChecked), (labels[0], labels[^1]));
    }

    [Fact]
    public async Task A_call_whose_check_falls_out_may_still_be_told_of()
    {
        await using var store = await OpenAsync();
        var (call, other) = (Call(1), Call(2));
        await store.SaveAsync(new(call, OutcomeKind.Check, 1), [new(call, OutcomeKind.Check, 1)], Ct);
        Assert.Empty(await store.LoadAsync(Ct));
        Assert.Equal(call, await store.FindAsync(call.CallId, Ct));

        // What somebody has told meanwhile doesn't fall out with it.
        await store.SaveAsync(new(call, OutcomeKind.Feedback, 0), [], Ct);
        await store.SaveAsync(new(other, OutcomeKind.Check, 1), [new(call, OutcomeKind.Check, 1)], Ct);
        Assert.Equal([new(call, OutcomeKind.Feedback, 0), new(other, OutcomeKind.Check, 1)], await store.LoadAsync(Ct));
    }

    [Fact]
    public async Task Stores_that_open_and_write_at_once_lose_nothing()
    {
        await Database.TargetAsync();
        var calls = Enumerable.Range(0, 40).Select(static i => Call(i)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var store = await OpenAsync();
            await store.RememberAsync(calls, Ct);
            foreach (var call in calls.Where((_, at) => at % 8 == i))
            {
                await store.SaveAsync(new(call, OutcomeKind.Feedback, 1), [], Ct);
            }
        }));
        await using var store = await OpenAsync();
        Assert.Equal(40, (await store.LoadAsync(Ct)).Count);
        Assert.Equal(40, await store.RevisionAsync(Ct));
    }
}
