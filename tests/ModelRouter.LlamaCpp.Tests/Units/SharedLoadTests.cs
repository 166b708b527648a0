namespace ModelRouter.LlamaCpp.Tests;

public sealed class SharedLoadTests : IDisposable
{
    private static readonly AsyncLocal<string?> Ambient = new();

    private readonly List<Loading> _begun = [];
    private readonly SemaphoreSlim _begins = new(0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _begins.Dispose();

    [Fact]
    public async Task A_call_that_leaves_does_not_stop_the_load_that_it_began()
    {
        using var load = Load();
        using var leaves = new CancellationTokenSource();

        var first = load.GetAsync(null, leaves.Token).AsTask();
        var loading = await NextAsync();
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(loading.Token.IsCancellationRequested);

        var second = load.GetAsync(null, Ct).AsTask();
        var model = loading.End();
        Assert.Same(model, await second);
        Assert.Same(model, await load.GetAsync(null, Ct));
        Assert.Single(_begun);
    }

    [Fact]
    public async Task A_load_for_which_nobody_waits_goes_on()
    {
        using var load = Load();
        using var leaves = new CancellationTokenSource();

        var only = load.GetAsync(null, leaves.Token).AsTask();
        var loading = await NextAsync();
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);
        var model = loading.End();

        // Whoever loads explicitly waits behind it, and finds it done.
        Assert.Same(model, await load.LoadAsync(null, Ct));
        Assert.Single(_begun);
    }

    [Fact]
    public async Task A_load_that_fails_is_told_to_all_who_wait_and_tried_again()
    {
        using var load = Load();

        var first = load.GetAsync(null, Ct).AsTask();
        var second = load.GetAsync(null, Ct).AsTask();
        (await NextAsync()).Fail(new InvalidOperationException("no such model"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);

        var third = load.GetAsync(null, Ct).AsTask();
        var model = (await NextAsync()).End();
        Assert.Same(model, await third);
    }

    [Fact]
    public async Task Who_waits_for_an_explicit_load_that_is_cancelled_loads_again()
    {
        using var load = Load();
        using var cancel = new CancellationTokenSource();

        var explicitly = load.LoadAsync(null, cancel.Token).AsTask();
        await NextAsync();
        var call = load.GetAsync(null, Ct).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => explicitly);

        var model = (await NextAsync()).End();
        Assert.Same(model, await call);
    }

    [Fact]
    public async Task Who_cancels_an_explicit_load_does_not_stop_one_that_a_call_began()
    {
        using var load = Load();
        using var cancel = new CancellationTokenSource();

        var call = load.GetAsync(null, Ct).AsTask();
        var loading = await NextAsync();
        var explicitly = load.LoadAsync(null, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => explicitly);

        var model = loading.End();
        Assert.Same(model, await call);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Disposal_stops_the_load_whether_or_not_somebody_waits_for_it(bool hasLeft)
    {
        var load = Load();
        using var leaves = new CancellationTokenSource();

        var call = load.GetAsync(null, leaves.Token).AsTask();
        var loading = await NextAsync();
        if (hasLeft)
        {
            await leaves.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        load.Dispose();
        Assert.True(loading.WasStopped);
        if (!hasLeft)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => load.GetAsync(null, Ct).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => load.LoadAsync(null, Ct).AsTask());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Who_is_told_of_the_progress_may_dispose_and_the_load_frees_what_it_made(bool isCalls)
    {
        var model = new Model();
        using var load = new SharedLoad<Model>(
            async (progress, _) =>
            {
                await Task.Yield();
                progress!.Report(0.5f);

                // One that is too far to be stopped.
                return model;
            },
            static _ => true,
            typeof(SharedLoadTests));
        var listener = new Callback<float>(_ => load.Dispose());
        var loading = isCalls ? load.GetAsync(listener, Ct).AsTask() : load.LoadAsync(listener, Ct).AsTask();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => loading.WaitAsync(TimeSpan.FromSeconds(30), Ct));

        Assert.True(model.IsDisposed);
        Assert.Null(load.Current);
    }

    [Fact]
    public async Task What_a_progress_listener_has_begun_may_dispose_what_was_loaded_after_it()
    {
        var (model, ends) = (new Model(), new TaskCompletionSource());
        var disposing = Task.CompletedTask;
        using var load = new SharedLoad<Model>(
            (progress, _) =>
            {
                progress!.Report(1);
                return Task.FromResult(model);
            },
            static _ => true,
            typeof(SharedLoadTests));
        await load.LoadAsync(new Callback<float>(_ => disposing = DisposeLaterAsync()), Ct);
        ends.SetResult();
        await disposing;
        Assert.True(model.IsDisposed);

        async Task DisposeLaterAsync()
        {
            await ends.Task;
            load.Dispose();
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_already_begins_no_load()
    {
        using var load = Load();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.GetAsync(null, new(canceled: true)).AsTask());

        Assert.Empty(_begun);
    }

    [Fact]
    public async Task What_has_broken_is_loaded_anew()
    {
        using var load = Load();
        var first = load.GetAsync(null, Ct).AsTask();
        var broken = (await NextAsync()).End();
        await first;
        broken.IsBroken = true;

        var second = load.GetAsync(null, Ct).AsTask();
        var model = (await NextAsync()).End();

        Assert.Same(model, await second);
        Assert.True(broken.IsDisposed);
    }

    [Fact]
    public async Task A_load_has_no_ambient_values_of_the_call_that_began_it()
    {
        using var load = Load();
        Ambient.Value = "the caller's";

        var call = load.GetAsync(null, Ct).AsTask();
        var loading = await NextAsync();
        loading.End();
        await call;

        Assert.Null(loading.Ambient);
        Assert.Equal("the caller's", Ambient.Value);
    }

    private SharedLoad<Model> Load() => new(
        (_, ct) =>
        {
            var loading = new Loading(Ambient.Value, ct);
            _begun.Add(loading);
            _begins.Release();
            return loading.Ends;
        },
        static model => !model.IsBroken,
        typeof(SharedLoadTests));

    private async Task<Loading> NextAsync()
    {
        await _begins.WaitAsync(Ct);
        return _begun[^1];
    }

    private sealed class Model : IDisposable
    {
        public bool IsBroken { get; set; }

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Loading
    {
        private readonly TaskCompletionSource<Model> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Loading(string? ambient, CancellationToken ct)
        {
            (Token, Ambient) = (ct, ambient);
            ct.Register(() => _end.TrySetCanceled(ct));
        }

        public CancellationToken Token { get; }

        public string? Ambient { get; }

        public bool WasStopped => _end.Task.IsCanceled;

        public Task<Model> Ends => _end.Task;

        public Model End()
        {
            var model = new Model();
            _end.SetResult(model);
            return model;
        }

        public void Fail(Exception failure) => _end.SetException(failure);
    }
}
