using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ModelRouter;

/// <summary>One attempt while it runs, in either form of call. Settles the attempt however it ends.</summary>
internal abstract class AttemptRun : IAsyncDisposable
{
    private readonly AttemptLimits _limits;
    private readonly CancellationToken _callerToken;
    private AttemptClock? _clock;
    private bool _hasContent;

    protected AttemptRun(RoutedCall call, RoutedAttempt attempt, in AttemptLimits limits, CancellationToken ct)
    {
        (Call, Attempt, _limits, _callerToken) = (call, attempt, limits, ct);
    }

    internal RoutedAttempt Attempt { get; }

    protected RoutedCall Call { get; }

    /// <summary>Cancelled when the attempt has to end.</summary>
    protected CancellationToken Token => _clock?.Token ?? _callerToken;

    /// <summary>Sends the request and waits for the first real content; gives the failure if none comes.</summary>
    internal async ValueTask<Exception?> StartAsync()
    {
        try
        {
            _clock = Call.NewClock(_limits, _callerToken);
            _clock?.Begin(_limits.Kind, _limits.First);
            await BeginAsync().ConfigureAwait(false);
            _clock?.End();
            if (_clock?.Expired is not null)
            {
                // Its client doesn't heed its token. That has been cancelled, so that the rest might break off at any time, and who is always late must not
                // count as well.
                return Explain(new OperationCanceledException(_clock.Token));
            }

            _hasContent = true;
            if (Attempt.Probe != 0)
            {
                // The model is back: others need not wait for the rest of the answer. A break of it would count as any other.
                Attempt.Endpoint.Health.ReportSuccess(Attempt.Probe);
            }

            return null;
        }
        catch (Exception exception)
        {
            Attempt.Take(TriesBelow.Beside(exception));
            return Explain(exception);
        }
    }

    /// <summary>Notes the time of an end that is accounted for later.</summary>
    internal void MarkEnded() => Attempt.EndedAt = Call.Time.GetTimestamp();

    /// <summary>Cancels it; its end is not awaited.</summary>
    internal void Cancel() => _clock?.Cancel();

    /// <summary>Ends whatever still runs of it, and only then gives its place at the endpoint back.</summary>
    internal async ValueTask CloseAsync()
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            _clock?.Dispose();
            Attempt.Lease?.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        if (!Attempt.IsSettled)
        {
            await Call.AbandonAsync(Attempt).ConfigureAwait(false);
        }
    }

    /// <summary>Ends whatever still runs; never throws.</summary>
    protected virtual ValueTask EndAsync() => default;

    /// <summary>Says that the request goes to the client now. From here on it is for the client to notice that it has to end, so that
    /// every attempt on the accounts, and in traces, is one that its client knows of.</summary>
    protected void MarkSent(bool isStreamed)
    {
        _callerToken.ThrowIfCancellationRequested();
        (Attempt.WasSent, Attempt.IsStreamed) = (true, isStreamed);

        // A cascade's second attempt may begin in the reader's context.
        EnterSpan();
        Attempt.Trace = AttemptTrace.Begin(Attempt, Call.Time, isStreamed);
    }

    /// <summary>Makes the attempt's span the parent of whatever the client does: an iterator resumes in its reader's context, which
    /// has another current one (dotnet/runtime#47802). The reader's is untouched, since it has its own context back at every return.</summary>
    protected void EnterSpan()
    {
        if ((Attempt.Trace?.Span ?? Call.Span) is { } span)
        {
            Activity.Current = span;
        }
    }

    /// <summary>Returns at the first real content, and throws if there is none.</summary>
    protected abstract ValueTask BeginAsync();

    /// <summary>The failure of a client that breaks its contract.</summary>
    protected InvalidDataException GaveNull() => new($"The client of the model '{Attempt.Model}' gave null.");

    /// <summary>A wait for the next update; once the stream has begun, a bounded one.</summary>
    protected ValueTask<bool> WatchAsync(ValueTask<bool> next) =>
        // What is there already needs no watching.
        _clock is null || !_hasContent || next.IsCompleted ? next : WithoutStallAsync(next, _clock);

    /// <summary>Ends an attempt that broke after content had reached the caller, and gives what the caller is told.</summary>
    protected async ValueTask<Exception> InterruptAsync(Exception exception)
    {
        var failure = Explain(exception);
        await Call.InterruptAsync(Attempt, failure, _callerToken).ConfigureAwait(false);
        return failure;
    }

    // Once per update that has to be waited for, and awaited exactly once, so that nothing needs to be allocated for it.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WithoutStallAsync(ValueTask<bool> next, AttemptClock clock)
    {
        clock.Begin(ModelTimeout.Stall, _limits.Stall);
        var hasNext = await next.ConfigureAwait(false);
        clock.End();
        return hasNext;
    }

    /// <summary>What a cancelled client throws doesn't tell who cancelled it.</summary>
    internal Exception Explain(Exception exception)
    {
        if (_callerToken.IsCancellationRequested)
        {
            return CallerCancellation.Of(exception, _callerToken);
        }

        return _clock?.Expired is { } limit ? new ModelTimeoutException(Attempt.Model, limit, exception) : exception;
    }
}
