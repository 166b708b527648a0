using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A stream of which the caller gets the thought at once, and the answer only when it has passed its checks.</summary>
/// <remarks>Until then the thought has no stamp of its model: should the answer never be given, a later conversation takes the thought for one of unknown
/// origin, which no model is shown.</remarks>
internal sealed class HeldAnswer(AttemptStream stream)
{
    private readonly List<ChatResponseUpdate> _all = [];
    private readonly List<ChatResponseUpdate> _held = [];

    /// <summary>What broke the stream; <see langword="null"/> if nothing did.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>True once something has come that must not be held back, and makes the rest of the stream as final.</summary>
    internal bool IsFinal { get; private set; }

    /// <summary>The next piece of thought; <see langword="null"/> once the stream has ended, broken, or become final.</summary>
    internal async ValueTask<ChatResponseUpdate?> NextThoughtAsync()
    {
        while (!IsFinal)
        {
            ChatResponseUpdate? update;
            try
            {
                update = await stream.TakeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Failure = stream.Explain(exception);
                return null;
            }

            if (update is null)
            {
                return null;
            }

            _all.Add(update);
            if (FinalContent.In(update))
            {
                IsFinal = true;
                _held.Add(update);
            }
            else if (ThoughtOf(update) is { } thought)
            {
                return thought;
            }
        }

        return null;
    }

    /// <summary>The whole answer.</summary>
    internal ChatResponse ToResponse() => _all.ToChatResponse();

    /// <summary>What was held back.</summary>
    internal IReadOnlyList<ChatResponseUpdate> Release()
    {
        for (var i = 0; i < _held.Count; i++)
        {
            // The stamp of a message may have been on its thought.
            if (i == 0 || !string.Equals(_held[i].MessageId, _held[i - 1].MessageId, StringComparison.Ordinal))
            {
                ModelStamp.Write(_held[i], stream.Attempt.Model);
            }
        }

        return _held;
    }

    /// <summary>The thought in an update, if there is any; holds back the rest of it.</summary>
    private ChatResponseUpdate? ThoughtOf(ChatResponseUpdate update)
    {
        var thoughts = update.Contents.Count(static content => content is TextReasoningContent);
        if (thoughts == 0)
        {
            _held.Add(update);
            return null;
        }

        var thought = update.Clone();
        thought.AdditionalProperties = DataClassStamp.Write(null, DataClassStamp.Read(update.AdditionalProperties));
        thought.RawRepresentation = null;
        thought.FinishReason = null;
        thought.Contents = [.. update.Contents.Where(static content => content is TextReasoningContent)];
        if (thoughts < update.Contents.Count || update.FinishReason is not null || update.AdditionalProperties?.Any(static p => p.Key is not (ModelStamp.Key or DeclaredDataClass.Key)) is true)
        {
            var rest = update.Clone();
            rest.Contents = [.. update.Contents.Where(static content => content is not TextReasoningContent)];
            _held.Add(rest);
        }

        return thought;
    }
}
