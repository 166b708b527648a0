namespace ModelRouter;

/// <summary>The language that a person asks in, which may be another than that of the text that the request brings.</summary>
internal static class RequestLanguage
{
    /// <summary>The language of the part that asks; if none is known to, that of the first or last line, whichever differs from the text between.</summary>
    /// <remarks>Comments of code count only where nothing is asked beside them.</remarks>
    internal static string Of(in RequestReading reading)
    {
        var language = Of(reading, readsComments: false, out var mayBeInComments);
        return mayBeInComments ? Of(reading, readsComments: true, out _) : language;
    }

    private static string Of(in RequestReading reading, bool readsComments, out bool mayBeInComments)
    {
        var behindHead = reading.Body.Length > 0 ? reading.Body : reading.Tail;
        if (reading.Instruction.Length > 0)
        {
            var alone = new LanguageScan { ReadsComments = readsComments, Next = reading.Instruction.Overlaps(reading.Head) ? behindHead : default };
            LanguageTally instruction = default;
            LanguageScanner.Scan(reading.Instruction, ref alone, ref instruction);
            if (LanguageJudge.Judge(instruction) is var asked and not LanguageJudge.Unknown)
            {
                mayBeInComments = false;
                return asked;
            }
        }

        LanguageTally head = default, body = default, tail = default;
        var scan = new LanguageScan { ReadsComments = readsComments, Next = behindHead };
        LanguageScanner.Scan(reading.Head, ref scan, ref head);
        scan.Next = default;
        LanguageScanner.Scan(reading.Body, ref scan, ref body);
        LanguageScanner.Scan(reading.Tail, ref scan, ref tail);
        var (first, between, last) = (LanguageJudge.Judge(head), LanguageJudge.Judge(body), LanguageJudge.Judge(tail));
        mayBeInComments = scan.HasComments && first == LanguageJudge.Unknown && last == LanguageJudge.Unknown;
        if (between != LanguageJudge.Unknown && (first == between) != (last == between))
        {
            var other = first == between ? last : first;
            if (other != LanguageJudge.Unknown)
            {
                return other;
            }
        }

        head.Add(body);
        head.Add(tail);
        return LanguageJudge.Judge(head);
    }
}
