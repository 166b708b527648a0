using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>How a call begins: what it keeps until its end, whatever changes meanwhile.</summary>
/// <param name="State">What it is decided and run by.</param>
/// <param name="Messages">The caller's, read once.</param>
/// <param name="At">When it began.</param>
/// <param name="Timestamp">The same by the clock that measures time.</param>
/// <param name="Trace">Its span and measurements; <see langword="null"/> if nobody listens.</param>
internal readonly record struct CallOpening(RouterState State, ChatMessage[] Messages, DateTimeOffset At, long Timestamp, CallTrace? Trace)
{
    /// <summary>Begins a call; its span is the current one afterwards, so this must not be called by a method of its own that awaits.</summary>
    internal static CallOpening Of(RouterState state, IEnumerable<ChatMessage> messages, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var time = state.Services.Time;
        var timestamp = time.GetTimestamp();
        var trace = CallTrace.Begin(time, timestamp, ct);
        try
        {
            return new(state, SavedResults.Read(messages), time.GetUtcNow(), timestamp, trace);
        }
        catch (Exception exception)
        {
            trace?.Refuse(exception);
            throw;
        }
    }
}
