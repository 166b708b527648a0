namespace ModelRouter;

/// <summary>A request taken apart into instruction and given text: what is asked stands in the first line (or before its colon) or in
/// the last; what lies between is mostly the text to work on.</summary>
internal readonly ref struct RequestReading
{
    // A given text beyond this says nothing new about what is asked.
    private const int MaxBody = 8_192;

    private RequestReading(scoped in Tally whole, ReadOnlySpan<char> head, ReadOnlySpan<char> body, ReadOnlySpan<char> tail, ReadOnlySpan<char> instruction)
    {
        Whole = whole;
        Head = head;
        Body = body;
        Tail = tail;
        Instruction = instruction;
    }

    /// <summary>Everything counted, the given text's tasks at a quarter where the instruction was found elsewhere.</summary>
    internal Tally Whole { get; }

    internal ReadOnlySpan<char> Head { get; }

    /// <summary>What lies between head and tail.</summary>
    internal ReadOnlySpan<char> Body { get; }

    internal ReadOnlySpan<char> Tail { get; }

    /// <summary>Head or tail, whichever asks; empty if neither is known to.</summary>
    internal ReadOnlySpan<char> Instruction { get; }

    internal static RequestReading Of(CueTrie cues, ReadOnlySpan<char> request)
    {
        request = request.Trim();
        var headLength = HeadLength(request);
        var headText = request[..headLength];
        Tally head = default, body = default, tail = default;
        TextScanner.Scan(cues, headText, ref head);

        var rest = request[headLength..];
        var lastLine = rest.LastIndexOf('\n') + 1;
        var tailText = lastLine > 0 ? rest[lastLine..] : default;
        TextScanner.Scan(cues, tailText, ref tail);
        rest = lastLine > 0 ? rest[..lastLine] : rest;
        TextScanner.Scan(cues, rest[..Math.Min(rest.Length, MaxBody)], ref body);

        var headAsks = head.BestTaskScore >= 12 && head.LetterCount > 0;
        var tailAsks = tail.BestTaskScore >= 12 && tail.LetterCount > 0;
        var whole = head;
        whole.Add(tail, headAsks && !tailAsks ? 2 : 4);
        whole.Add(body, headAsks || tailAsks ? 1 : 4);
        return new(whole, headText, rest, tailText, headAsks ? headText : tailAsks ? tailText : default);
    }

    /// <summary>Up to the first line's end, or to a colon that something follows.</summary>
    private static int HeadLength(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || text[i] == '：' || (text[i] == ':' && i + 1 < text.Length && text[i + 1] is ' ' or '\n' or '"' or '\r'))
            {
                return i + 1;
            }
        }

        return text.Length;
    }
}
