using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A node's stream, held back until its first real content, so that a failure before it can still go to another node.</summary>
internal sealed class PoolStream(PoolTurn turn, PoolCall call, CancellationToken ct) : IAsyncDisposable
{
    // What came before the first real content, and that; given out first.
    private HeldUpdates _held;
    private ChatResponseUpdate? _content;
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;

    /// <summary>Waits for the first real content. False if there is none and another node may be tried.</summary>
    public async ValueTask<bool> StartAsync()
    {
        try
        {
            _updates = turn.Node.Client.GetStreamingResponseAsync(call.Messages, call.OptionsFor(turn), ct).GetAsyncEnumerator(ct);
            var (isFirst, isEndless) = (true, false);
            ErrorContent? error = null;
            ChatFinishReason? reason = null;
            for (; !isEndless && await ReadAsync().ConfigureAwait(false) is { } update; isFirst = false)
            {
                if (isFirst)
                {
                    (update.AdditionalProperties ??= [])[PoolChatClient.NodeKey] = turn.Node.Id;
                    call.Tell(update, null);
                }

                if (RealContent.In(update))
                {
                    turn.Begin();
                    _content = update;
                    return true;
                }

                // Not its end: an answer may follow, a filter's word, or what it has cost.
                error ??= RealContent.ErrorIn(update.Contents);
                reason = update.FinishReason ?? reason;
                _held.Take(update, out isEndless);
            }

            throw new EmptyResponseException(turn.Node.Id, error?.Message, reason, error?.ErrorCode);
        }
        catch (Exception exception)
        {
            if (!call.GoesOn(turn, exception, ct))
            {
                throw;
            }

            return false;
        }
    }

    /// <summary>The next update, or <see langword="null"/> at the end.</summary>
    public async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        if (_held.Next() is { } held)
        {
            return held;
        }

        if (_content is { } content)
        {
            _content = null;
            return content;
        }

        try
        {
            if (await ReadAsync().ConfigureAwait(false) is { } update)
            {
                return update;
            }
        }
        catch (Exception exception)
        {
            // The failure is the caller's in any case: half an answer of one node and half of another is none.
            call.GoesOn(turn, exception, ct);
            throw;
        }

        turn.Succeed(call.OutputTokens(turn.Meter));
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_updates is { } updates)
            {
                await updates.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The stream's end is already known; a failing clean-up must neither hide it nor stop the next node.
        }
    }

    private async ValueTask<ChatResponseUpdate?> ReadAsync()
    {
        ct.ThrowIfCancellationRequested();
        if (!await _updates!.MoveNextAsync().ConfigureAwait(false))
        {
            return null;
        }

        var update = _updates.Current ?? throw turn.GaveNull();
        turn.Meter.Add(update);
        return update;
    }
}
