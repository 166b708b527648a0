using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A cascade whose answer comes as a whole.</summary>
internal static class CascadeResponse
{
    internal static async ValueTask<ChatResponse> RunAsync(RoutedCall call, CancellationToken ct)
    {
        var run = await Failover.FirstToAnswerAsync(call, Make, ct).ConfigureAwait(false);
        while (call.Holds(run.Attempt))
        {
            await using var disposal = run.ConfigureAwait(false);
            if (await Escalation.UnlessGoodAsync(call, run, run.Response, Make, ct).ConfigureAwait(false) is not { } next)
            {
                return await run.CompleteAsync().ConfigureAwait(false);
            }

            run = next;
        }

        await using var last = run.ConfigureAwait(false);
        await run.CloseAsync().ConfigureAwait(false);
        run.MarkEnded();
        await call.CheckAsync(run.Attempt, run.Response, isLast: true, ct).ConfigureAwait(false);
        return await run.CompleteAsync().ConfigureAwait(false);
    }

    private static AttemptResponse Make(RoutedCall call, RoutedAttempt attempt, CancellationToken ct) => new(call, attempt, ct);
}
