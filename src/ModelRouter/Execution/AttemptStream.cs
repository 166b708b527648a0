using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One attempt's stream. Holds updates back until the first real content, so that a failure before it can still go
/// to another model; settles the attempt however it ends, the reader walking away included.</summary>
internal sealed class AttemptStream(RoutedCall call, RoutedAttempt attempt, CancellationToken ct)
    : AttemptRun(call, attempt, AttemptLimits.OfStream(attempt.Endpoint.Profile.Limits, call.Options), ct)
{
    // What came before the first real content, and that; given out first.
    private HeldUpdates _held;
    private ChatResponseUpdate? _content;
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private ChatResponseUpdate? _last;

    // That of the request, unless a router below knows of a higher one.
    private DataClass _dataClass = call.DataClass;

    /// <summary>The next update, once <see cref="AttemptRun.StartAsync"/> has given no failure; <see langword="null"/> after the last one. A failure ends
    /// the call.</summary>
    internal async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        try
        {
            return await TakeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var failure = await InterruptAsync(exception).ConfigureAwait(false);
            if (!ReferenceEquals(failure, exception))
            {
                throw failure;
            }

            throw;
        }
    }

    /// <summary>As <see cref="NextAsync"/>, but what follows from a failure is left to the caller.</summary>
    internal async ValueTask<ChatResponseUpdate?> TakeAsync()
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

        if (Attempt.IsComplete)
        {
            return null;
        }

        var update = await ReadAsync().ConfigureAwait(false);
        Attempt.IsComplete = update is null;
        return update;
    }

    /// <summary>The update that carries the receipt, after the last one; ends the call.</summary>
    internal async ValueTask<ChatResponseUpdate> CompleteAsync() =>
        ReceiptStamp.After(_last, await Call.CompleteAsync(Attempt).ConfigureAwait(false), _dataClass);

    protected override async ValueTask EndAsync()
    {
        try
        {
            if (Interlocked.Exchange(ref _updates, null) is { } updates)
            {
                EnterSpan();
                await updates.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // The attempt's end is already known; a failing clean-up must neither hide it nor stop the next attempt.
            Call.LogDisposeFailure(Attempt, exception);
        }
    }

    protected override async ValueTask BeginAsync()
    {
        MarkSent(isStreamed: true);
        _updates = Attempt.Endpoint.Client
            .GetStreamingResponseAsync(Call.MessagesFor(Attempt), Call.OptionsFor(Attempt), Token)
            .GetAsyncEnumerator(Token);
        var isEndless = false;
        ErrorContent? error = null;
        ChatFinishReason? reason = null;
        for (var kept = _last; !isEndless && await ReadAsync().ConfigureAwait(false) is { } update; kept = _last)
        {
            if (RealContent.In(update))
            {
                Attempt.FirstContentAt ??= Call.Time.GetTimestamp();
                _content = update;
                return;
            }

            // Not its end: an answer may follow, a filter's word, or what the attempt has cost.
            error ??= RealContent.ErrorIn(update.Contents);
            reason = update.FinishReason ?? reason;

            // One that isn't given to the caller must not be the one that a message begins with.
            _last = _held.Take(update, out isEndless) ? update : kept;
        }

        throw new EmptyResponseException(Attempt.Model, error?.Message, reason, error?.ErrorCode);
    }

    private async ValueTask<ChatResponseUpdate?> ReadAsync()
    {
        if (_last is not null)
        {
            Token.ThrowIfCancellationRequested();
        }

        EnterSpan();
        if (!await WatchAsync(_updates!.MoveNextAsync()).ConfigureAwait(false))
        {
            return null;
        }

        var update = _updates.Current ?? throw GaveNull();
        Attempt.Meter.Add(update);
        Attempt.Trace?.Note(update);
        if (string.IsNullOrEmpty(update.MessageId))
        {
            // Whoever puts the stream together keeps an update's properties on the message only if the message has an id
            // (Microsoft.Extensions.AI 10.11), and a tool loop needs to find our stamp there.
            update.MessageId = _last?.MessageId ?? Call.NewMessageId(Attempt);
        }

        if (_last is null)
        {
            Attempt.Take(TriesBelow.Beside((object)update));
        }

        _dataClass = DataClassStamp.Higher(_dataClass, DataClassStamp.Read(update.AdditionalProperties));
        if (_last is null || BeginsMessage(update, _last))
        {
            // Whoever puts the stream together takes a message's properties from any of its updates, so one stamp is enough.
            ModelStamp.Write(update, Attempt.Model);
            update.AdditionalProperties = DataClassStamp.Write(update.AdditionalProperties, _dataClass);
        }

        update.ConversationId = Call.KeptId(update.ConversationId);
        _last = update;
        return update;
    }

    /// <summary>True if whoever puts the stream together may begin a message here.</summary>
    private static bool BeginsMessage(ChatResponseUpdate update, ChatResponseUpdate last) =>
        !string.Equals(update.MessageId, last.MessageId, StringComparison.Ordinal)
        || (update.Role is { } role && role != last.Role)
        || (update.AuthorName is { } author && !string.Equals(author, last.AuthorName, StringComparison.Ordinal));
}
