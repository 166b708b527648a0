using System.Runtime.ExceptionServices;

namespace ModelRouter;

/// <summary>Tries models until one has content, in either form of call.</summary>
internal static class Failover
{
    /// <summary>The first attempt that has content; the caller's to read and to dispose.</summary>
    /// <param name="call">The call.</param>
    /// <param name="make">Makes an attempt's run.</param>
    /// <param name="ct">The caller's token.</param>
    /// <exception cref="AllModelsFailedException">Every model that could be tried failed.</exception>
    internal static async ValueTask<T> FirstToAnswerAsync<T>(
        RoutedCall call, Func<RoutedCall, RoutedAttempt, CancellationToken, T> make, CancellationToken ct)
        where T : AttemptRun
    {
        // Two that race would both be checked or neither, so a cascade runs alone.
        if (call.Options.HedgeDelay != Timeout.InfiniteTimeSpan && call.Cascade is null)
        {
            return await new HedgeRace<T>(call, make, ct).RunAsync().ConfigureAwait(false);
        }

        return await NextToAnswerAsync(call, make, ct).ConfigureAwait(false) ?? throw call.AllFailed();
    }

    /// <summary>The next attempt that has content; <see langword="null"/> if none of those who are left has.</summary>
    internal static async ValueTask<T?> NextToAnswerAsync<T>(
        RoutedCall call, Func<RoutedCall, RoutedAttempt, CancellationToken, T> make, CancellationToken ct)
        where T : AttemptRun
    {
        while (await call.NextAsync(ct).ConfigureAwait(false) is { } attempt)
        {
            var run = make(call, attempt, ct);
            if (await run.StartAsync().ConfigureAwait(false) is not { } failure)
            {
                return run;
            }

            var disposal = run.ConfigureAwait(false);
            await using (disposal)
            {
                if (!await call.FailAsync(attempt, failure, ct).ConfigureAwait(false))
                {
                    ExceptionDispatchInfo.Throw(failure);
                }
            }
        }

        return null;
    }
}
