namespace ModelRouter;

/// <summary>The language that a person asks in, which may be another than that of the text that the request brings.</summary>
internal static class RequestLanguage
{
    /// <summary>The language of the part that asks; if none is known to, that of the first or last line, whichever differs from the text between.</summary>
    internal static string Of(in RequestReading reading)
    {
        if (reading.Instruction.Length > 0 && LanguageJudge.Judge(reading.Instruction) is var asked and not LanguageJudge.Unknown)
        {
            return asked;
        }

        LanguageTally head = default, body = default, tail = default;
        var isInCode = false;
        LanguageScanner.Scan(reading.Head, ref isInCode, ref head);
        LanguageScanner.Scan(reading.Body, ref isInCode, ref body);
        LanguageScanner.Scan(reading.Tail, ref isInCode, ref tail);
        var (first, between, last) = (LanguageJudge.Judge(head), LanguageJudge.Judge(body), LanguageJudge.Judge(tail));
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
