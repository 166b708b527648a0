namespace ModelRouter.Tests;

/// <summary>What becomes of labels and calls while a store of outcomes fails, and afterwards.</summary>
public sealed class StoreOutageTests : OutcomeStoreScene
{
    [Fact]
    public async Task Nobody_waits_for_a_store_that_is_known_to_hang_at_writing_though_it_can_be_read()
    {
        await using var learner = await OpenAsync();
        var (first, second) = (Labels.Of(1, 1), Labels.Of(2, 1));
        _store.OnSave = ScriptedOutcomes.Fails;
        await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(first, Ct));
        await UntilAsync(() => learner.Outage is not null);

        var (hangs, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.OnSave = (_, ct) =>
        {
            hangs.TrySetResult();
            return ends.Task.WaitAsync(ct);
        };
        await UntilAsync(() => hangs.Task.IsCompleted);
        Assert.True(await learner.AddAsync(second, Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(2, learner.Count);

        ends.SetResult();
        await UntilAsync(() => learner.Outage is null && _store.Saved.Count == 2);
        Assert.Equal([first, second], _store.Saved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_hangs_at_the_start_is_waited_for_in_the_background(bool keepsItsThread)
    {
        var (looks, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var unlocked = new ManualResetEventSlim();
        _store.OnLook = ct =>
        {
            looks.TrySetResult();
            if (keepsItsThread)
            {
                unlocked.Wait(ct);
            }

            return answers.Task.WaitAsync(ct);
        };
        _store.Saved.Enqueue(Labels.Of(1, 1));
        var opening = OpenAsync();
        await looks.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        _time.Advance(TimeSpan.FromSeconds(5));
        await using var learner = await opening.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal((_time.Start.AddSeconds(5), typeof(TimeoutException)), (learner.Outage!.Since, learner.Outage.Failure.GetType()));
        Assert.True(await learner.AddAsync(Labels.Of(2, 1), Ct));
        Assert.Equal((1, 1), (learner.Count, _store.Saved.Count));

        // It isn't asked once more while it is to answer, and what it answers late counts.
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _store.Looks);
        answers.SetResult();
        unlocked.Set();
        await UntilAsync(() => learner.Outage is null);
        Assert.Equal((2, 2), (learner.Count, _store.Saved.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_learner_whose_store_hangs_at_the_start_ends_all_the_same(bool isOpen)
    {
        using var stopping = new CancellationTokenSource();
        _store.OnLook = static ct => Task.Delay(Timeout.Infinite, ct);
        var opening = OutcomeLearner.OpenAsync(_store, logger: _log, timeProvider: _time, cancellationToken: stopping.Token);
        if (isOpen)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await (await opening).DisposeAsync();
        }
        else
        {
            await stopping.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        }

        Assert.True(_store.IsDisposed);
    }

    [Fact]
    public async Task Those_who_wait_behind_labels_that_a_store_does_not_take_find_it_out_no_more()
    {
        await using var learner = await OpenAsync();
        var fails = new TaskCompletionSource();
        _store.OnSave = (_, _) => fails.Task;
        var labels = Enumerable.Range(0, 12).Select(static i => Labels.Of(i, 1)).ToList();
        var telling = labels.ConvertAll(label => learner.AddAsync(label, Ct));
        learner.Note(Labels.Of(12, 1));
        fails.SetException(ScriptedOutcomes.Failure());

        await Task.WhenAll(telling).ContinueWith(static _ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal([false, false, .. Enumerable.Repeat(true, 10)], telling.Select(static told => told.IsCompletedSuccessfully));
        Assert.Equal(_time.Start, learner.Outage!.Since);
        Assert.Equal(2, _store.Asked.Count);
        Assert.Single(_log.Entries, static entry => entry.Text.Contains("takes no labels", StringComparison.Ordinal));

        _store.OnSave = static (_, _) => Task.CompletedTask;
        await UntilAsync(() => learner.Outage is null && _store.Saved.Count == 13);

        // What failed before is forgotten.
        _store.OnSave = ScriptedOutcomes.Fails;
        await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(Labels.Of(13, 1), Ct));
        Assert.Null(learner.Outage);
    }

    [Fact]
    public async Task A_store_that_is_never_asked_again_is_told_of_each_label_though_it_takes_none()
    {
        await using var learner = await OutcomeLearner.OpenAsync(_store, new() { RefreshInterval = Timeout.InfiniteTimeSpan }, _log, _time, Ct);
        _store.OnSave = ScriptedOutcomes.Fails;
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(Labels.Of(i, 1), Ct));
        }

        _store.OnSave = static (_, _) => Task.CompletedTask;
        Assert.True(await learner.AddAsync(Labels.Of(3, 1), Ct));
        Assert.Single(_store.Saved);
        Assert.Null(learner.Outage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_told_again_and_again_during_an_outage_waits_no_more_often_than_it_counts(bool fromTheStart)
    {
        _store.IsOut = fromTheStart;
        await using var learner = await OpenAsync();
        await GoOutAsync(learner);
        var labels = Enumerable.Range(0, 9).Select(static _ => Labels.Of(1, 1)).ToList();
        foreach (var label in labels)
        {
            Assert.True(await learner.AddAsync(label, Ct));
        }

        _store.IsOut = false;
        await UntilAsync(() => learner.Outage is null);
        Assert.Equal(labels[^LabelSet.MostAlike..], _store.Saved);
        Assert.Equal(LabelSet.MostAlike, learner.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_person_tells_too_much_during_an_outage_is_kept_and_does_not_count(bool fromTheStart)
    {
        Enumerable.Range(0, 24).Select(static i => Labels.Of(i, 1, $"person {i % 4}")).ToList().ForEach(_store.Saved.Enqueue);
        _store.IsOut = fromTheStart;
        await using var learner = await OpenAsync();
        await GoOutAsync(learner);
        for (var i = 0; i < 15; i++)
        {
            await learner.AddAsync(Labels.Of(i, 1, "one"), Ct);
        }

        _store.IsOut = false;
        await UntilAsync(() => learner.Outage is null);
        Assert.Equal((39, 34), (_store.Saved.Count, learner.Count));
    }

    [Fact]
    public async Task A_store_that_fails_a_label_only_is_read_all_the_same()
    {
        await using var learner = await OpenAsync();
        _store.OnSave = ScriptedOutcomes.Fails;
        await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(Labels.Of(1, 1), Ct));
        _store.Saved.Enqueue(Labels.Of(2, 1));
        await UntilAsync(() => learner.Count == 2);
    }

    [Fact]
    public async Task Calls_of_an_outage_are_told_after_it_though_that_fails_at_first()
    {
        await using var learner = await OpenAsync();
        await GoOutAsync(learner);
        var call = Labels.Of(1, 1).Call;
        learner.Remember(call);
        await learner.AddAsync(Labels.Of(2, 1), Ct);
        var failures = 2;
        _store.OnRemember = _ => Interlocked.Decrement(ref failures) >= 0 ? Task.FromException(ScriptedOutcomes.Failure()) : Task.CompletedTask;
        _store.IsOut = false;
        await UntilAsync(() => learner.Outage is null && !_store.Remembered.IsEmpty);
        Assert.Equal([call], _store.Remembered);
        Assert.Equal(-1, failures);
    }

    [Fact]
    public async Task Who_tells_of_a_call_that_only_a_store_out_of_reach_may_know_is_told_so_at_once()
    {
        await using var learner = await OpenAsync();
        Assert.False(await learner.RecordAsync(Guid.NewGuid(), 1, cancellationToken: Ct));
        await GoOutAsync(learner);
        var failure = await Assert.ThrowsAsync<IOException>(() => learner.RecordAsync(Guid.NewGuid(), 1, cancellationToken: Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Same(learner.Outage!.Failure, failure.InnerException);

        // Those that are known here still can be told.
        var call = Labels.Of(1, 1).Call;
        learner.Remember(call);
        Assert.True(await learner.RecordAsync(call.CallId, 1, cancellationToken: Ct));
    }

    [Fact]
    public async Task A_reset_that_the_store_has_made_brings_nothing_back_though_it_fails_afterwards()
    {
        await using var learner = await OpenAsync();
        _store.OnSave = ScriptedOutcomes.Fails;
        await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(Labels.Of(1, 1), Ct));
        _store.OnForgottenAt = static () => Task.FromException<DateTimeOffset?>(ScriptedOutcomes.Failure());
        await Assert.ThrowsAsync<IOException>(() => learner.ResetAsync(Ct));
        Assert.Equal(0, learner.Count);

        _store.OnForgottenAt = () => Task.FromResult<DateTimeOffset?>(_time.Start);
        _store.OnSave = static (_, _) => Task.CompletedTask;
        var told = Labels.Of(2, 1);
        await learner.AddAsync(told, Ct);
        await CaughtUpAsync();
        Assert.Equal([told], _store.Saved);
    }

    [Fact]
    public async Task What_another_process_has_reset_is_not_brought_back()
    {
        await using var learner = await OpenAsync();
        await GoOutAsync(learner);
        var (before, after) = (Labels.Of(1, 1, at: 10), Labels.Of(2, 1, at: 20));
        await learner.AddAsync(before, Ct);
        await learner.AddAsync(after, Ct);
        await _store.ResetAsync(Ct);
        _store.OnForgottenAt = static () => Task.FromResult<DateTimeOffset?>(DateTimeOffset.UnixEpoch.AddSeconds(15));
        _store.IsOut = false;
        await UntilAsync(() => learner.Outage is null);
        Assert.Equal([after], _store.Saved);
        Assert.Equal(1, learner.Count);
    }

    [Fact]
    public async Task A_call_before_another_process_has_reset_is_learned_from_no_more()
    {
        await using var learner = await OpenAsync();
        var (before, after) = (Labels.Of(1, 1, at: 10).Call, Labels.Of(2, 1, at: 20).Call);
        learner.Remember(before);
        learner.Remember(after);
        await _store.ResetAsync(Ct);
        _store.OnForgottenAt = static () => Task.FromResult<DateTimeOffset?>(DateTimeOffset.UnixEpoch.AddSeconds(15));
        await CaughtUpAsync();
        Assert.False(await learner.RecordAsync(before.CallId, 1, cancellationToken: Ct));
        Assert.True(await learner.RecordAsync(after.CallId, 1, cancellationToken: Ct));
    }

    [Fact]
    public async Task A_label_that_the_store_always_refuses_keeps_no_others_from_it()
    {
        await using var learner = await OpenAsync();
        var (refused, other) = (Labels.Of(1, 1), Labels.Of(2, 1));
        _store.OnSave = (label, _) => label == refused ? ScriptedOutcomes.Fails(label, default) : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => learner.AddAsync(refused, Ct));

        // Alone it looks like an outage; that ends with the next label.
        await UntilAsync(() => learner.Outage is not null);
        Assert.True(await learner.AddAsync(other, Ct));
        await UntilAsync(() => learner.Outage is null);
        Assert.Equal([other], _store.Saved);
        Assert.Single(_log.Entries, static entry => entry.Text.Contains("refuses a label", StringComparison.Ordinal));
        var asked = _store.Asked.Count;
        await CaughtUpAsync();
        Assert.Equal(asked, _store.Asked.Count);
    }

    [Fact]
    public async Task A_store_that_takes_no_label_is_not_asked_about_all_of_them_and_about_others_next_time()
    {
        var unkept = new UnkeptLabels(TimeProvider.System, _log);
        var labels = Enumerable.Range(0, 5).Select(static i => Labels.Of(i, 1)).ToList();
        labels.ForEach(label => unkept.Add(label, []));
        _store.OnSave = ScriptedOutcomes.Fails;
        await Assert.ThrowsAsync<IOException>(() => unkept.OfferAsync(_store, Ct));
        await Assert.ThrowsAsync<IOException>(() => unkept.OfferAsync(_store, Ct));
        Assert.Equal(labels[..4], _store.Asked);
        Assert.Empty(_log.Entries);

        // One failure alone is made good the same time.
        var failures = 1;
        _store.OnSave = (_, _) => failures-- > 0 ? Task.FromException(ScriptedOutcomes.Failure()) : Task.CompletedTask;
        await unkept.OfferAsync(_store, Ct);
        Assert.Equal([labels[0], labels[1], labels[2], labels[3], labels[4]], _store.Saved);
        Assert.Equal(0, unkept.Count);
    }
}
