namespace ModelRouter;

/// <summary>Takes a streamed output apart into thought and answer at <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
/// <remarks>
/// Other spellings are known too: <c>thinking</c>, <c>thought</c>, <c>reasoning</c> and <c>seed:think</c> in the same brackets, and
/// Mistral's <c>[THINK]</c> and <c>[/THINK]</c>. A thought ends with the tag that belongs to the one that it began with.
/// A thought is only looked for where models put it: at the very beginning. Once it has closed, or text has begun without
/// one, everything is answer, so an answer that quotes the tags stays whole. Tags may be cut by chunk borders anywhere;
/// at most a tag's length and the white space around it is held back. White space next to the tags is dropped.
/// Not safe for concurrent use: one instance per output.
/// </remarks>
public sealed class ThinkSplitter
{
    private Phase _phase;
    private bool _skipWhiteSpace;
    private string _held = "";

    /// <summary>A splitter for one output.</summary>
    /// <param name="startsInThought">True when the prompt already opened the thought, as DeepSeek-R1's template does.</param>
    public ThinkSplitter(bool startsInThought = false)
        : this(startsInThought ? ThinkTag.All[0] : null)
    {
    }

    /// <summary>A splitter for one output.</summary>
    /// <param name="opened">The tag with which the prompt already opened the thought; <see langword="null"/> if it did not.</param>
    internal ThinkSplitter(ThinkTag? opened)
    {
        _phase = opened is null ? Phase.Undecided : Phase.Thought;
        _skipWhiteSpace = opened is not null;
        Tag = opened ?? ThinkTag.All[0];
    }

    private enum Phase
    {
        Undecided,
        Thought,
        Answer,
    }

    /// <summary>True while the output stands inside the thought.</summary>
    public bool InThought => _phase == Phase.Thought;

    /// <summary>The tag whose other half ends the thought.</summary>
    internal ThinkTag Tag { get; private set; }

    /// <summary>Takes the next chunk; gives what is certain by now.</summary>
    public ThinkSplit Push(string chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);

        // The answer is most of a stream and needs no looking at.
        if (_phase == Phase.Answer && !_skipWhiteSpace)
        {
            return new("", chunk);
        }

        var text = _held.Length == 0 ? chunk : _held + chunk;
        _held = "";
        var reasoning = "";

        if (_phase == Phase.Undecided)
        {
            var start = text.AsSpan().TrimStart();
            if (MayOpen(start))
            {
                _held = text;
                return new("", "");
            }

            text = Open(start) ?? text;
        }

        if (_phase == Phase.Thought)
        {
            var close = text.IndexOf(Tag.Close, StringComparison.Ordinal);
            if (close < 0)
            {
                var certain = CertainLength(text, Tag.Close);
                _held = text[certain..];
                return new(Emit(text[..certain]), "");
            }

            reasoning = Emit(text[..close].TrimEnd());
            text = text[(close + Tag.Close.Length)..];
            (_phase, _skipWhiteSpace) = (Phase.Answer, true);
        }

        return new(reasoning, Emit(text));
    }

    /// <summary>Ends the output; gives what was held back. A thought that never closed stays a thought.</summary>
    public ThinkSplit Flush()
    {
        var rest = _held;
        _held = "";
        return _phase == Phase.Thought ? new(Emit(rest.TrimEnd()), "") : new("", rest);
    }

    /// <summary>True if the beginning of an output may still become a tag that opens a thought.</summary>
    private static bool MayOpen(ReadOnlySpan<char> start)
    {
        foreach (var tag in ThinkTag.All)
        {
            if (start.Length < tag.Open.Length && tag.Open.AsSpan().StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Decides whether an output begins with a thought; gives what follows the tag, or <see langword="null"/> if there is none.</summary>
    private string? Open(ReadOnlySpan<char> start)
    {
        foreach (var tag in ThinkTag.All)
        {
            if (start.StartsWith(tag.Open, StringComparison.Ordinal))
            {
                (_phase, _skipWhiteSpace, Tag) = (Phase.Thought, true, tag);
                return start[tag.Open.Length..].ToString();
            }
        }

        _phase = Phase.Answer;
        return null;
    }

    /// <summary>How much of a thought can't belong to a closing tag or to the white space before one.</summary>
    private static int CertainLength(string text, string closeTag)
    {
        var length = text.Length;
        for (var tail = Math.Min(closeTag.Length - 1, text.Length); tail > 0; tail--)
        {
            if (text.AsSpan().EndsWith(closeTag.AsSpan(0, tail), StringComparison.Ordinal))
            {
                length -= tail;
                break;
            }
        }

        return text.AsSpan(0, length).TrimEnd().Length;
    }

    private string Emit(string text)
    {
        if (_skipWhiteSpace)
        {
            text = text.TrimStart();
            _skipWhiteSpace = text.Length == 0;
        }

        return text;
    }
}
