using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>A learner on a store that does what a test says, and time that passes until something has come about.</summary>
public abstract class OutcomeStoreScene : IAsyncDisposable
{
    private protected readonly FakeTimeProvider _time = new();
    private protected readonly ScriptedOutcomes _store = new();
    private protected readonly ListLogger<OutcomeLearner> _log = new();

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<OutcomeLearner> OpenAsync(ILogger<OutcomeLearner>? logger = null) =>
        OutcomeLearner.OpenAsync(_store, logger: logger ?? _log, timeProvider: _time, cancellationToken: Ct);

    private protected Task GoOutAsync(OutcomeLearner learner)
    {
        _store.IsOut = true;
        return UntilAsync(() => learner.Outage is not null);
    }

    /// <summary>Waits until the store was looked at again, and whoever did so has ended.</summary>
    private protected Task CaughtUpAsync()
    {
        var looks = _store.Looks;
        return UntilAsync(() => _store.Looks >= looks + 2);
    }

    private protected async Task UntilAsync(Func<bool> isSo)
    {
        for (var round = 0; !isSo(); round++)
        {
            Assert.True(round < 10_000, "It never came about.");
            _time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(1, Ct);
        }
    }
}
