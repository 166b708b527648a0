using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What a stream gave before its first real content, in order. Not safe for concurrent use.</summary>
/// <remarks>A client that puts a tool call together gives an update without content for every piece of it, which may be thousands. They say that it is at work and
/// no more, so only the first are kept; how long that may take is for the timeouts to say.</remarks>
internal struct HeldUpdates
{
    private const int Most = 1_024;

    private Queue<ChatResponseUpdate>? _updates;
    private int _withContents;

    /// <summary>Takes an update without real content. False if it isn't kept.</summary>
    /// <param name="update">The update.</param>
    /// <param name="isEndless">True if so many had contents, none of them real, that no answer will come of it.</param>
    internal bool Take(ChatResponseUpdate update, out bool isEndless)
    {
        isEndless = !IsEmpty(update) && ++_withContents > Most;
        if (isEndless || (_updates?.Count - _withContents >= Most && IsEmpty(update)))
        {
            return false;
        }

        (_updates ??= new(1)).Enqueue(update);
        return true;
    }

    /// <summary>The next of them; <see langword="null"/> when all have been given.</summary>
    internal ChatResponseUpdate? Next() => _updates is not null && _updates.TryDequeue(out var update) ? update : null;

    private static bool IsEmpty(ChatResponseUpdate update)
    {
        if (update.FinishReason is not null)
        {
            return false;
        }

        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not (TextContent { Text: null or "" } or TextReasoningContent { Text: null or "", ProtectedData: null or "" }))
            {
                return false;
            }
        }

        return true;
    }
}
