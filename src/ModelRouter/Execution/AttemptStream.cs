using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One attempt's stream. Holds updates back until the first real content, so that a failure before it can still go
/// to another model; settles the attempt however it ends, the reader walking away included.</summary>
internal sealed class AttemptStream(RoutedCall call, RoutedAttempt attempt, CancellationToken ct) : IAsyncDisposable
{
    // A provider that sends this many empty updates will not begin to speak.
    private const int MaxHeld = 1_024;

    private readonly List<ChatResponseUpdate> _held = new(1);
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private ChatResponseUpdate? _last;

    /// <summary>The updates up to the first real content, once <see cref="StartAsync"/> has given true.</summary>
    internal List<ChatResponseUpdate> Held => _held;

    /// <summary>Waits for the first real content. False if there is none and another model may be tried.</summary>
    internal async ValueTask<bool> StartAsync()
    {
        try
        {
            _updates = attempt.Endpoint.Client
                .GetStreamingResponseAsync(call.MessagesFor(attempt), call.OptionsFor(attempt), ct)
                .GetAsyncEnumerator(ct);
            while (_held.Count < MaxHeld && await ReadAsync().ConfigureAwait(false) is { } update)
            {
                _held.Add(update);
                if (RealContent.In(update))
                {
                    call.FirstContent();
                    return true;
                }

                if (RealContent.ErrorIn(update.Contents) is { } error)
                {
                    throw new EmptyResponseException(attempt.Model, error.Message);
                }
            }

            throw new EmptyResponseException(attempt.Model);
        }
        catch (Exception exception)
        {
            if (!await call.FailAsync(attempt, exception, ct).ConfigureAwait(false))
            {
                throw;
            }

            return false;
        }
    }

    /// <summary>The next update; after the last one, an update that carries the receipt; then <see langword="null"/>.</summary>
    internal async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        if (attempt.IsSettled)
        {
            return null;
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
            await call.InterruptAsync(attempt, exception, ct).ConfigureAwait(false);
            throw;
        }

        var receipt = await call.CompleteAsync(attempt).ConfigureAwait(false);
        var final = new ChatResponseUpdate
        {
            // The ids of the last message, so that whoever puts the stream together finds the receipt on that message.
            MessageId = _last?.MessageId,
            ResponseId = _last?.ResponseId,
            AuthorName = _last?.AuthorName,
            Role = _last?.Role,
            AdditionalProperties = new() { [ChatResponseExtensions.ReceiptKey] = receipt },
        };
        call.Stamp(attempt, final);
        return final;
    }

    public async ValueTask DisposeAsync()
    {
        if (_updates is not null)
        {
            try
            {
                await _updates.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The attempt's end is already known; a failing clean-up must neither hide it nor stop the next attempt.
                call.LogDisposeFailure(attempt, exception);
            }
        }

        if (!attempt.IsSettled)
        {
            await call.AbandonAsync(attempt).ConfigureAwait(false);
        }
    }

    private async ValueTask<ChatResponseUpdate?> ReadAsync()
    {
        ct.ThrowIfCancellationRequested();
        if (call.Activity is not null)
        {
            // An iterator resumes in its caller's context, which has another current activity (dotnet/runtime#47802).
            Activity.Current = call.Activity;
        }

        if (!await _updates!.MoveNextAsync().ConfigureAwait(false))
        {
            return null;
        }

        var update = _updates.Current;
        attempt.Meter.Add(update);
        if (string.IsNullOrEmpty(update.MessageId))
        {
            // Whoever puts the stream together keeps an update's properties on the message only if the message has an id
            // (Microsoft.Extensions.AI 10.11), and a tool loop needs to find our stamp there.
            update.MessageId = _last?.MessageId ?? call.NewMessageId();
        }

        _last = update;
        call.Stamp(attempt, _last);
        return _last;
    }
}
