using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The step from one model of a cascade to the next, in either form of call.</summary>
internal static class Escalation
{
    /// <summary>A better model's attempt that has content, if an answer fails its checks; <see langword="null"/> if the answer is to be given: it has passed, or
    /// nobody better can answer.</summary>
    internal static async ValueTask<T?> UnlessGoodAsync<T>(
        RoutedCall call, T run, ChatResponse answer, Func<RoutedCall, RoutedAttempt, CancellationToken, T> make, CancellationToken ct)
        where T : AttemptRun
    {
        // Its place is free for votes, and for others.
        await run.CloseAsync().ConfigureAwait(false);
        run.MarkEnded();
        if (await call.CheckAsync(run.Attempt, answer, isLast: false, ct).ConfigureAwait(false))
        {
            return null;
        }

        await call.WantBetterThanAsync(run.Attempt).ConfigureAwait(false);
        T? next = null;
        try
        {
            next = await Failover.NextToAnswerAsync(call, make, ct).ConfigureAwait(false);
        }
        catch (Exception exception) when (call.MayStillGive(exception, ct))
        {
            // There is an answer that may be better than none.
        }
        catch
        {
            await call.EscalateAsync(run.Attempt).ConfigureAwait(false);
            throw;
        }

        if (next is not null)
        {
            try
            {
                await call.EscalateAsync(run.Attempt).ConfigureAwait(false);
            }
            catch
            {
                // What is told goes to loggers and listeners of the caller's, and nobody else has the better model's attempt yet.
                await next.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        return next;
    }

    /// <summary>The next model's attempt that has content, after one broke whose answer the caller has seen nothing of.</summary>
    internal static async ValueTask<T> AfterFailureAsync<T>(
        RoutedCall call, T run, Exception failure, Func<RoutedCall, RoutedAttempt, CancellationToken, T> make, CancellationToken ct)
        where T : AttemptRun
    {
        await run.CloseAsync().ConfigureAwait(false);
        if (!await call.FailAsync(run.Attempt, failure, ct).ConfigureAwait(false))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return await Failover.FirstToAnswerAsync(call, make, ct).ConfigureAwait(false);
    }
}
