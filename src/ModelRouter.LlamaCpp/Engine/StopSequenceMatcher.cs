namespace ModelRouter.LlamaCpp;

/// <summary>Looks for stop sequences in a streamed answer; holds back what could yet become one.</summary>
internal sealed class StopSequenceMatcher
{
    private readonly string[] _stops;
    private string _held = "";

    /// <summary>A matcher for <paramref name="stops"/>, empty ones left out.</summary>
    public StopSequenceMatcher(IEnumerable<string>? stops) => _stops = stops?.Where(stop => stop.Length > 0).ToArray() ?? [];

    /// <summary>True once a stop sequence has been met; all that follows is dropped.</summary>
    public bool Matched { get; private set; }

    /// <summary>Takes the next text; gives what is certain not to belong to a stop sequence.</summary>
    public string Push(string text)
    {
        if (Matched)
        {
            return "";
        }

        if (_stops.Length == 0 || text.Length == 0)
        {
            return text;
        }

        text = _held + text;
        if (FindFirst(text) is { } start)
        {
            Matched = true;
            _held = "";
            return text[..start];
        }

        var keep = _stops.Max(stop => OverlapAtEnd(text, stop));
        _held = text[^keep..];
        return text[..^keep];
    }

    /// <summary>Ends the answer; gives what was held back.</summary>
    public string Flush()
    {
        var rest = _held;
        _held = "";
        return rest;
    }

    /// <summary>Where the stop begins that is complete first, as it would be met letter by letter: chunks must not decide.</summary>
    private int? FindFirst(string text)
    {
        (int End, int Start)? first = null;
        foreach (var stop in _stops)
        {
            var start = text.IndexOf(stop, StringComparison.Ordinal);
            if (start >= 0 && (first is null || (start + stop.Length, start).CompareTo(first.Value) < 0))
            {
                first = (start + stop.Length, start);
            }
        }

        return first?.Start;
    }

    /// <summary>The longest proper beginning of <paramref name="stop"/> with which <paramref name="text"/> ends.</summary>
    private static int OverlapAtEnd(string text, string stop)
    {
        for (var length = Math.Min(stop.Length - 1, text.Length); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
