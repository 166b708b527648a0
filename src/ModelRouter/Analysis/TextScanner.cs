namespace ModelRouter;

/// <summary>Reads a stretch of text once and counts its cues, scripts, numbers and signs.</summary>
internal static class TextScanner
{
    // Where a cue counts half as much again: English says what it wants first, Korean and Japanese last.
    private const int Opening = 16;
    private const int Closing = 14;

    internal static void Scan(CueTrie cues, ReadOnlySpan<char> text, ref Tally tally)
    {
        var previous = ' ';
        var quoteEnd = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];

            // What is quoted is what the request is about, not what it asks for or the language it asks in.
            var isQuoted = i <= quoteEnd;
            if (char.IsAsciiLetter(c))
            {
                // A word of plain letters is looked at where it begins, and passed over as one.
                var node = MayStart(c, previous, Script.Latin) && MayBegin(cues, text[i..]) ? cues.First(Lower(c)) : 0;
                if (node > 0)
                {
                    Match(cues, text, i, node, isQuoted, Script.Latin, ref tally);
                }

                var start = i;
                while (i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]))
                {
                    i++;
                }

                tally.Letters[(int)Script.Latin] += isQuoted ? 0 : i - start + 1;
                previous = text[i];
                continue;
            }

            var script = Scripts.Of(c);
            if (script != Script.None)
            {
                if (!isQuoted)
                {
                    tally.Letters[(int)script]++;
                }
            }
            else if (c == ' ')
            {
                previous = c;
                continue;
            }
            else if (char.IsAsciiDigit(c))
            {
                tally.Numbers += char.IsAsciiDigit(previous) || char.IsAsciiLetter(previous) ? 0 : 1;
            }
            else
            {
                CountSign(text, i, ref tally);
                if (!isQuoted && Quotation.EndAt(text, i, previous) is var end and > 0)
                {
                    quoteEnd = end;
                }
            }

            if (MayStart(c, previous, script) && cues.First(Lower(c)) is var first and > 0)
            {
                Match(cues, text, i, first, isQuoted, script, ref tally);
            }

            previous = c;
        }
    }

    private static bool MayBegin(CueTrie cues, ReadOnlySpan<char> text) =>
        text.Length < 3 || text[1] >= 0x80 || text[2] >= 0x80 || cues.MayBegin(text[0], text[1], text[2]);

    private static void Match(CueTrie cues, ReadOnlySpan<char> text, int start, int node, bool isQuoted, Script script, ref Tally tally)
    {
        for (var i = start; node > 0; node = i < text.Length ? cues.Next(node, Lower(text[i])) : 0)
        {
            i++;
            foreach (ref readonly var hit in cues.HitsAt(node))
            {
                // A Latin word must end where its phrase does; a Korean particle may follow, as in "SQL로".
                if (!hit.IsOpen && script == Script.Latin && i < text.Length && IsWord(text[i - 1]) && IsWord(text[i])
                    && Scripts.Of(text[i]) is Script.Latin or Script.None)
                {
                    continue;
                }

                Count(hit, IsProminent(start, i, text.Length, script), isQuoted, ref tally);
            }
        }
    }

    private static void Count(in CueTrie.Hit hit, bool isProminent, bool isQuoted, ref Tally tally)
    {
        switch (hit.Kind)
        {
            case CueKind.Domain:
                tally.Domains[hit.Label] += hit.Weight;
                break;
            case CueKind.Task when !isQuoted:
                tally.Tasks[hit.Label] += isProminent ? hit.Weight * 6 : hit.Weight * 4;
                break;
            case CueKind.Difficulty:
                tally.Difficulty += hit.Weight;
                break;
        }
    }

    private static bool IsProminent(int start, int end, int length, Script script) =>
        script == Script.Latin ? start < Opening : end > length - Closing;

    /// <summary>Words are matched from their beginning; Korean, Chinese and Japanese, which compound freely, from anywhere.</summary>
    private static bool MayStart(char c, char previous, Script script) =>
        script is Script.Hangul or Script.Han or Script.Kana || !IsWord(c) || !IsWord(previous) || Scripts.Of(previous) is Script.Hangul or Script.Han;

    private static bool IsWord(char c) => c < 0x80 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);

    private static char Lower(char c) => c < 0x80 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);

    private static void CountSign(ReadOnlySpan<char> text, int i, ref Tally tally)
    {
        var c = text[i];
        if (c is '?' or '？')
        {
            tally.QuestionMarks++;
        }
        else if (c is '√' or '∫' or '∑' or '≤' or '≥' or '×' or '÷' or '²' or '³' or '^')
        {
            tally.Operators++;
        }
        else if (c is '+' or '-' or '*' or '/' or '=' or '%')
        {
            var before = Neighbour(text, i, -1);
            var after = Neighbour(text, i, 1);
            tally.Operators += (char.IsAsciiDigit(before) && c == '%') || (IsOperand(before) && IsOperand(after)) ? 1 : 0;
        }
    }

    // A digit or a one-letter variable; a longer word beside a sign is prose or code.
    private static bool IsOperand(char c) => char.IsAsciiDigit(c) || c is '(' or ')' or 'x' or 'y' or 'n';

    /// <summary>The nearest character that isn't a space, or a space if a longer word stands there.</summary>
    private static char Neighbour(ReadOnlySpan<char> text, int i, int step)
    {
        var at = i + step;
        while ((uint)at < (uint)text.Length && text[at] == ' ')
        {
            at += step;
        }

        if ((uint)at >= (uint)text.Length)
        {
            return ' ';
        }

        var beyond = at + step;
        var isLong = char.IsAsciiLetter(text[at]) && (uint)beyond < (uint)text.Length && char.IsAsciiLetter(text[beyond]);
        return isLong ? ' ' : text[at];
    }
}
