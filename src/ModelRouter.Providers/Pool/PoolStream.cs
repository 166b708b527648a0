using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A node's stream, held back until its first real content, so that a failure before it can still go to another node.</summary>
internal sealed class PoolStream(PoolTurn turn, PoolCall call, ChatOptions? options, CancellationToken ct) : IAsyncDisposable
{
    // A node that sends this many empty updates will not begin to speak.
    private const int MaxHeld = 1_024;

    private readonly Queue<ChatResponseUpdate> _held = new();
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;

    /// <summary>Waits for the first real content. False if there is none and another node may be tried.</summary>
    public async ValueTask<bool> StartAsync()
    {
        try
        {
            _updates = turn.Node.Client.GetStreamingResponseAsync(call.Messages, options, ct).GetAsyncEnumerator(ct);
            while (_held.Count < MaxHeld && await ReadAsync().ConfigureAwait(false) is { } update)
            {
                if (_held.Count == 0)
                {
                    (update.AdditionalProperties ??= [])[PoolChatClient.NodeKey] = turn.Node.Id;
                    call.Tell(update, null);
                }

                _held.Enqueue(update);
                if (RealContent.In(update))
                {
                    return true;
                }

                if (RealContent.ErrorIn(update.Contents) is { } error)
                {
                    throw new EmptyResponseException(turn.Node.Id, error.Message);
                }
            }

            throw new EmptyResponseException(turn.Node.Id);
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
        if (_held.TryDequeue(out var held))
        {
            return held;
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

    public ValueTask DisposeAsync() => _updates?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<ChatResponseUpdate?> ReadAsync()
    {
        ct.ThrowIfCancellationRequested();
        if (!await _updates!.MoveNextAsync().ConfigureAwait(false))
        {
            return null;
        }

        turn.Meter.Add(_updates.Current);
        return _updates.Current;
    }
}
