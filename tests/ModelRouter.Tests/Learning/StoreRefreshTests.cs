using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public sealed class StoreRefreshTests
{
    private readonly PassingTime _time = new();
    private readonly ListLogger<OutcomeLearner> _log = new();
    private Task _running = Task.CompletedTask;
    private bool _fails = true;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_has_never_answered_is_asked_soon_and_then_ever_more_seldom()
    {
        using var ending = new CancellationTokenSource();
        var refresh = new StoreRefresh(TimeSpan.FromSeconds(40), _time, _log);
        await refresh.BeginAsync(AskAsync, Ct, Ct);
        _time.Forget();
        Assert.Equal((_time.Start, typeof(IOException)), (refresh.Outage!.Since, refresh.Outage.Failure.GetType()));
        _running = refresh.RunAsync(AskAsync, ending.Token);
        Assert.Equal([1, 2, 4, 8, 15, 15], await PassAsync(6));
        Assert.Equal(_time.Start, refresh.Outage.Since);

        // From its first answer on as often as is configured, whether it fails or not.
        _fails = false;
        Assert.Equal([15, 40], await PassAsync(2));
        Assert.Null(refresh.Outage);
        _fails = true;
        Assert.Equal([40, 40, 40], await PassAsync(3));
        Assert.NotNull(refresh.Outage);
        await ending.CancelAsync();
        await _running;
        Assert.Equal([LogLevel.Warning, LogLevel.Information, LogLevel.Warning], _log.Entries.Select(static entry => entry.Level));
    }

    [Fact]
    public async Task Who_never_wants_others_labels_asks_until_the_store_has_answered_once()
    {
        var refresh = new StoreRefresh(Timeout.InfiniteTimeSpan, _time, _log);
        await refresh.BeginAsync(AskAsync, Ct, Ct);
        _time.Forget();
        _running = refresh.RunAsync(AskAsync, Ct);
        Assert.Equal([1, 2], await PassAsync(2));
        _fails = false;
        Assert.Equal([4], await PassAsync(1));
        await _running;
        Assert.Null(refresh.Outage);

        var answered = new StoreRefresh(Timeout.InfiniteTimeSpan, _time, _log);
        await answered.BeginAsync(AskAsync, Ct, Ct);
        await answered.RunAsync(AskAsync, Ct);
    }

    [Fact]
    public async Task Who_stops_asking_has_no_outage()
    {
        using var stopping = new CancellationTokenSource();
        var refresh = new StoreRefresh(TimeSpan.FromSeconds(40), _time, _log);
        var asking = refresh.BeginAsync(static stop => Task.Delay(Timeout.Infinite, stop), Ct, stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Null(refresh.Outage);
        Assert.Empty(_log.Entries);
    }

    private Task AskAsync(CancellationToken ct) => _fails ? Task.FromException(new IOException("The network is down.")) : Task.CompletedTask;

    private async Task<List<double>> PassAsync(int pauses)
    {
        var passed = new List<double>();
        for (var i = 0; i < pauses; i++)
        {
            passed.Add(await _time.PassAsync(Ct));

            // It has asked when the next pause begins, or when it has ended.
            await await Task.WhenAny(_time.PausesAsync(Ct), _running);
        }

        return passed;
    }

    /// <summary>Passes pause by pause, each as long as whoever waits for it wants.</summary>
    private sealed class PassingTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _pauses.Writer.TryWrite(dueTime);
            return timer;
        }

        /// <summary>Waits until a pause begins, if none has begun.</summary>
        public Task<bool> PausesAsync(CancellationToken ct) => _pauses.Reader.WaitToReadAsync(ct).AsTask();

        /// <summary>What began before is over, such as the limit of an answer that came in time.</summary>
        public void Forget()
        {
            while (_pauses.Reader.TryRead(out _))
            {
            }
        }

        /// <summary>Seconds of the next pause, which is over then.</summary>
        public async Task<double> PassAsync(CancellationToken ct)
        {
            var pause = await _pauses.Reader.ReadAsync(ct);
            Advance(pause);
            return pause.TotalSeconds;
        }
    }
}
