using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>A request taken apart into instruction and given text: what is asked stands in the first line (or before its colon) or in
/// the last; what lies between is mostly the text to work on.</summary>
/// <param name="Whole">Everything counted, the given text's tasks at a quarter where the instruction was found elsewhere.</param>
/// <param name="Instruction">The part that asks; the part to judge the language by.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RequestReading(Tally Whole, Tally Instruction)
{
    // A given text beyond this says nothing new about what is asked.
    private const int MaxBody = 8_192;

    internal static RequestReading Of(CueTrie cues, ReadOnlySpan<char> request)
    {
        request = request.Trim();
        var headLength = HeadLength(request);
        Tally head = default, body = default, tail = default;
        TextScanner.Scan(cues, request[..headLength], ref head);

        var rest = request[headLength..];
        var lastLine = rest.LastIndexOf('\n') + 1;
        if (lastLine > 0)
        {
            TextScanner.Scan(cues, rest[lastLine..], ref tail);
            rest = rest[..lastLine];
        }

        TextScanner.Scan(cues, rest[..Math.Min(rest.Length, MaxBody)], ref body);

        var headAsks = head.BestTaskScore >= 12 && head.LetterCount > 0;
        var tailAsks = tail.BestTaskScore >= 12 && tail.LetterCount > 0;
        var whole = head;
        whole.Add(tail, headAsks && !tailAsks ? 2 : 4);
        whole.Add(body, headAsks || tailAsks ? 1 : 4);
        return new(whole, headAsks ? head : tailAsks ? tail : whole);
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
