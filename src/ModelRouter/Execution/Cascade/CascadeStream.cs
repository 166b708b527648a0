using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A cascade whose answer is streamed: thoughts as they come, an answer that is checked once it has passed, and the last one as it comes.</summary>
internal static class CascadeStream
{
    internal static async IAsyncEnumerable<ChatResponseUpdate> RunAsync(RoutedCall call, [EnumeratorCancellation] CancellationToken ct)
    {
        var stream = await Failover.FirstToAnswerAsync(call, Make, ct).ConfigureAwait(false);
        while (call.Holds(stream.Attempt))
        {
            await using var disposal = stream.ConfigureAwait(false);

            // 1 the thought at once
            var answer = new HeldAnswer(stream);
            while (await answer.NextThoughtAsync().ConfigureAwait(false) is { } thought)
            {
                call.MarkShown();
                yield return thought;
            }

            // 2 a better model, if the answer broke off or failed its checks and there is one
            if (await NextAsync(call, stream, answer, ct).ConfigureAwait(false) is { } next)
            {
                stream = next;
                continue;
            }

            // 3 else the answer, and what is still to come if it is not to be checked
            foreach (var update in answer.Release())
            {
                call.MarkShown();
                yield return update;
            }

            while (await stream.NextAsync().ConfigureAwait(false) is { } update)
            {
                yield return update;
            }

            yield return await stream.CompleteAsync().ConfigureAwait(false);
            yield break;
        }

        await using var last = stream.ConfigureAwait(false);
        var updates = new List<ChatResponseUpdate>();
        while (await stream.NextAsync().ConfigureAwait(false) is { } update)
        {
            call.MarkShown();
            updates.Add(update);
            yield return update;
        }

        await stream.CloseAsync().ConfigureAwait(false);
        stream.MarkEnded();
        await call.CheckAsync(stream.Attempt, updates.ToChatResponse(), isLast: true, ct).ConfigureAwait(false);
        yield return await stream.CompleteAsync().ConfigureAwait(false);
    }

    private static async ValueTask<AttemptStream?> NextAsync(RoutedCall call, AttemptStream stream, HeldAnswer answer, CancellationToken ct) =>
        answer.Failure is { } failure ? await Escalation.AfterFailureAsync(call, stream, failure, Make, ct).ConfigureAwait(false)
        : answer.IsFinal ? null
        : await Escalation.UnlessGoodAsync(call, stream, answer.ToResponse(), Make, ct).ConfigureAwait(false);

    private static AttemptStream Make(RoutedCall call, RoutedAttempt attempt, CancellationToken ct) => new(call, attempt, ct);
}
