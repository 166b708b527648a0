namespace ModelRouter.Tests;

/// <summary>What a learner keeps in the background: nothing is lost beside a slow store, and no logger or callback that throws ends it.</summary>
public sealed class BackgroundKeepingTests : OutcomeStoreScene
{
    [Fact]
    public async Task Calls_that_the_store_did_not_take_it_is_told_until_it_does()
    {
        await using var learner = await OpenAsync();
        var failures = 3;
        _store.OnRemember = _ => Interlocked.Decrement(ref failures) >= 0 ? Task.FromException(ScriptedOutcomes.Failure()) : Task.CompletedTask;
        var call = Labels.Of(1, 1).Call;
        learner.Remember(call);
        await UntilAsync(() => !_store.Remembered.IsEmpty);
        Assert.Equal([call], _store.Remembered);
        Assert.Equal(-1, failures);
    }

    [Fact]
    public async Task Calls_that_there_was_no_room_for_beside_a_slow_store_it_is_told_later()
    {
        await using var learner = await OpenAsync();
        var (writes, answers, told) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        _store.OnRemember = _ =>
        {
            writes.TrySetResult();
            return Interlocked.Increment(ref told) == 1 ? answers.Task : Task.CompletedTask;
        };
        var calls = Enumerable.Range(0, 2_500).Select(static _ => Guid.NewGuid()).ToList();
        var call = Labels.Of(1, 1).Call;
        learner.Remember(call with { CallId = calls[0] });
        await writes.Task;
        calls.ForEach(id => learner.Remember(call with { CallId = id }));
        answers.SetResult();
        await UntilAsync(() => _store.Remembered.Select(static remembered => remembered.CallId).ToHashSet().IsSupersetOf(calls));
    }

    [Fact]
    public async Task Labels_that_checks_give_beside_a_slow_store_are_all_kept()
    {
        await using var learner = await OpenAsync();
        var (writes, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.OnSave = (_, _) =>
        {
            writes.TrySetResult();
            return answers.Task;
        };
        var labels = Enumerable.Range(0, 1_100).Select(static i => Labels.Of(i, 1, kind: OutcomeKind.Check)).ToList();
        learner.Note(labels[0]);
        await writes.Task;
        labels[1..].ForEach(learner.Note);
        answers.SetResult();
        await UntilAsync(() => _store.Saved.Count == labels.Count);
        Assert.Equal(labels, _store.Saved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_waits_for_a_slow_store_when_the_learner_ends_is_told_so_and_nothing_is_kept_afterwards(bool isOut)
    {
        var learner = await OpenAsync();
        var (writes, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.OnSave = async (_, _) =>
        {
            writes.TrySetResult();
            await answers.Task;
            Assert.False(_store.IsDisposed);
        };
        var labels = Enumerable.Range(0, 50).Select(static i => Labels.Of(i, 1)).ToList();
        var first = learner.AddAsync(labels[0], Ct);
        await writes.Task;
        List<Task> telling = [.. labels[1..].Select(label => learner.AddAsync(label, Ct)), learner.ResetAsync(Ct)];
        if (isOut)
        {
            // Those who come now wait for nothing, and their labels are offered at the end.
            await GoOutAsync(learner);
            Assert.True(await learner.AddAsync(Labels.Of(50, 1), Ct));
        }

        learner.Note(Labels.Of(51, 1));
        var ending = learner.DisposeAsync().AsTask();
        answers.SetResult();
        Assert.True(await first.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        foreach (var told in telling)
        {
            var ended = await Assert.ThrowsAsync<ObjectDisposedException>(() => told.WaitAsync(TimeSpan.FromSeconds(30), Ct));
            Assert.Equal(typeof(OutcomeLearner).FullName, ended.ObjectName);
        }

        await ending.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => learner.AddAsync(Labels.Of(52, 1), Ct));
        Assert.Equal(isOut ? 3 : 2, _store.Saved.Count);
        Assert.True(_store.IsDisposed);
    }

    [Theory]
    [InlineData("could not be kept")]
    [InlineData("asked again every")]
    [InlineData("answers again")]
    public async Task A_logger_that_throws_ends_nothing(string word)
    {
        var logger = new ThrowingLogger<OutcomeLearner>(word);
        var learner = await OpenAsync(logger);
        var failures = 1;
        _store.OnRemember = _ => Interlocked.Decrement(ref failures) >= 0 ? Task.FromException(ScriptedOutcomes.Failure()) : Task.CompletedTask;
        var (first, second) = (Labels.Of(1, 1).Call, Labels.Of(2, 1).Call);
        learner.Remember(first);
        await UntilAsync(() => _store.Remembered.Contains(first));
        await GoOutAsync(learner);
        _store.IsOut = false;
        await UntilAsync(() => learner.Outage is null);
        learner.Remember(second);
        await UntilAsync(() => _store.Remembered.Contains(second));

        await learner.DisposeAsync();

        Assert.Equal((1, true), (logger.Thrown, _store.IsDisposed));
    }

    [Fact]
    public async Task A_logger_that_throws_at_a_fit_costs_neither_it_nor_a_reset()
    {
        var logger = new ThrowingLogger<OutcomeLearner>("Learn", times: 2);
        await using var learner = await OpenAsync(logger);
        for (var i = 0; i < 20; i++)
        {
            await learner.AddAsync(Labels.Of(i, 1), Ct);
        }

        await learner.Fitting;
        Assert.Equal(1, logger.Thrown);
        Assert.NotNull(learner.Current);
        await learner.ResetAsync(Ct);
        Assert.Null(learner.Current);
    }

    [Fact]
    public async Task A_stores_callback_that_throws_at_the_end_keeps_nothing_open()
    {
        var learner = await OpenAsync();
        var (asked, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.OnSave = ScriptedOutcomes.Fails;
        await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(Labels.Of(1, 1), Ct));
        _store.OnSave = async (_, ct) =>
        {
            ct.Register(static () => throw new InvalidOperationException("callback"));
            ct.Register(ends.SetResult);
            asked.TrySetResult();
            await ends.Task;
            ct.ThrowIfCancellationRequested();
        };
        await UntilAsync(() => asked.Task.IsCompleted);

        var thrown = await Assert.ThrowsAsync<AggregateException>(() => learner.DisposeAsync().AsTask());

        Assert.Equal("callback", Assert.Single(thrown.InnerExceptions).Message);
        Assert.True(_store.IsDisposed);
    }

    [Fact]
    public async Task What_was_still_to_be_kept_at_a_reset_is_forgotten_too()
    {
        await using var learner = await OpenAsync();
        var (held, asked) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (first, kept) = (Labels.Of(1, 1), Labels.Of(3, 1));
        _store.OnRemember = _ =>
        {
            asked.TrySetResult();
            return held.Task;
        };

        // The worker is busy with this one, and has the next two still before it.
        learner.Remember(first.Call);
        await asked.Task.WaitAsync(Ct);
        learner.Note(Labels.Of(2, 1));
        learner.Remember(Labels.Of(2, 1).Call);
        var reset = learner.ResetAsync(Ct);
        held.SetResult();
        await reset;
        learner.Note(kept);
        learner.Remember(kept.Call);

        // Calls and labels have a worker each.
        await UntilAsync(() => !_store.Remembered.IsEmpty && !_store.Saved.IsEmpty);
        Assert.Equal([kept.Call], _store.Remembered);
        Assert.Equal([kept], _store.Saved);
        Assert.Equal(1, learner.Count);
    }
}
