namespace ModelRouter;

/// <summary>Tells phone, card, account and national numbers from other figures.</summary>
internal static class PersonalNumbers
{
    // A word of letters and digits beyond is no number of a person.
    private const int LongestWord = 34;
    private const int FewestDigits = 8;

    /// <summary>Looks at the number that a digit at <paramref name="start"/> belongs to; <paramref name="end"/> is the place to go on from.</summary>
    internal static SensitiveData At(ReadOnlySpan<char> text, int start, out int end)
    {
        if (start > 0 && IsWord(text[start - 1]))
        {
            return InWord(text, start, out end);
        }

        var run = NumberRun.Read(text, start);
        end = run.End;
        if (end < text.Length && IsWord(text[end]))
        {
            // The last group belongs to a word, or is longer than any number of a person: 12345678Z, or one group of several.
            var last = run.AllGroups[^1];
            if (run.GroupCount == 1)
            {
                return char.IsAsciiDigit(text[end]) ? InLong(text, ref end) : InWord(text, start, out end);
            }

            end = run.GoesOn ? Overlap(text, start, run.AllGroups, run.AllSeparators, end - last) : end - last;
            return InRun(text, start, run.AllDigits[..^last], run.AllGroups[..^1], run.AllSeparators[..^1], run.GoesOn);
        }

        if (run.GoesOn)
        {
            end = Overlap(text, start, run.AllGroups, run.AllSeparators, end);
        }

        return run.Count < FewestDigits ? BritishOrNone(text, start, run)
            : run.Count == FewestDigits && run.GroupCount == 1 && SpanishAt(text, start) ? SensitiveData.NationalId
            : InRun(text, start, run.AllDigits, run.AllGroups, run.AllSeparators, run.GoesOn);
    }

    /// <summary>Where to go on behind a run that was read in part: not behind the beginning of a number that may go on beyond it.</summary>
    private static int Overlap(ReadOnlySpan<char> text, int start, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators, int end)
    {
        var (before, at) = (0, start);
        for (var group = 1; group < groups.Length; group++)
        {
            before += groups[group - 1];
            at = NextGroup(text, at + groups[group - 1]);
            if (separators[group] == ' ' && (before >= NumberRun.MostDigits / 3 || group >= NumberRun.MostGroups / 2))
            {
                return at;
            }
        }

        return end;
    }

    private static SensitiveData InLong(ReadOnlySpan<char> text, ref int end)
    {
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return SensitiveData.None;
    }

    /// <summary>The whole run; where other numbers stand beside, what is left of it without its last or first groups, or stands between spaces.</summary>
    private static SensitiveData InRun(
        ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators, bool goesOn)
    {
        if (digits.Length < FewestDigits)
        {
            return SensitiveData.None;
        }

        var found = Of(text, start, digits, groups, separators);
        var (count, last) = (digits.Length, groups.Length);
        while (found == SensitiveData.None && last > 2)
        {
            last--;
            count -= groups[last];
            if (IsBreak(groups, separators, last) && count >= FewestDigits)
            {
                found = Of(text, start, digits[..count], groups[..last], separators[..last]);
            }
        }

        // What goes on is read again from its middle on.
        var (skipped, first, at) = (0, 0, start);
        while (found == SensitiveData.None && !goesOn && first < groups.Length - 1)
        {
            skipped += groups[first];
            at = NextGroup(text, at + groups[first]);
            first++;
            if (IsBreak(groups, separators, first) && digits.Length - skipped >= FewestDigits)
            {
                found = Of(text, at, digits[skipped..], groups[first..], separators[first..]);
            }
        }

        return found != SensitiveData.None ? found
            : PaymentCards.IsBeside(text, start, digits, groups, separators) || PaymentCards.IsBetween(text, start, digits, groups, separators) ? SensitiveData.PaymentCard
            : BetweenSpaces(text, start, digits, groups, separators);
    }

    private static SensitiveData BetweenSpaces(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators)
    {
        var found = SensitiveData.None;
        var (first, count, at) = (0, 0, start);
        for (var group = 0; group < groups.Length && found == SensitiveData.None; group++)
        {
            count += groups[group];
            if (group + 1 < groups.Length && separators[group + 1] != ' ')
            {
                continue;
            }

            if (count >= FewestDigits && group + 1 - first < groups.Length)
            {
                found = Of(text, at, digits[..count], groups[first..(group + 1)], separators[first..(group + 1)]);
            }

            for (; first <= group && group + 1 < groups.Length; first++)
            {
                at = NextGroup(text, at + groups[first]);
            }

            digits = digits[count..];
            count = 0;
        }

        return found;
    }

    private static SensitiveData Of(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators) =>
        PaymentCards.Is(text, start, digits, groups) ? SensitiveData.PaymentCard
        : NationalNumbers.Is(text, start, digits, groups, separators) ? SensitiveData.NationalId
        : PhoneNumbers.Is(text, start, digits, groups, separators) ? SensitiveData.Phone
        : AccountNumbers.Is(text, start, digits, groups, separators) ? SensitiveData.BankAccount
        : SensitiveData.None;

    /// <summary>True if another number may begin behind this separator: in a table of like groups none does.</summary>
    private static bool IsBreak(ReadOnlySpan<int> groups, ReadOnlySpan<char> separators, int group) =>
        separators[group] == ' ' && groups[group] != groups[group - 1];

    private static int NextGroup(ReadOnlySpan<char> text, int at)
    {
        while (!char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>A letter behind eight digits, with a hyphen between.</summary>
    private static bool SpanishAt(ReadOnlySpan<char> text, int start)
    {
        var letter = start + FewestDigits + 1;
        if (letter >= text.Length || text[letter - 1] is not ('-' or ' ') || !char.IsAsciiLetterUpper(text[letter]) || (letter + 1 < text.Length && IsWord(text[letter + 1])))
        {
            return false;
        }

        Span<char> word = stackalloc char[9];
        text.Slice(start, FewestDigits).CopyTo(word);
        word[8] = text[letter];
        return text[letter - 1] == '-' && LetteredNumbers.IsSpanish(word);
    }

    /// <summary>AB 12 34 56 C.</summary>
    private static SensitiveData BritishOrNone(ReadOnlySpan<char> text, int start, in NumberRun run)
    {
        if (run.AllGroups is not [2, 2, 2] || start < 3 || run.End + 1 >= text.Length || text[start - 1] != ' ' || text[run.End] != ' '
            || (start > 3 && IsWord(text[start - 4])) || (run.End + 2 < text.Length && IsWord(text[run.End + 2])))
        {
            return SensitiveData.None;
        }

        Span<char> word = [text[start - 3], text[start - 2], text[start], text[start + 1], text[start + 3], text[start + 4], text[start + 6], text[start + 7], text[run.End + 1]];
        return LetteredNumbers.IsBritish(word) ? SensitiveData.NationalId : SensitiveData.None;
    }

    private static SensitiveData InWord(ReadOnlySpan<char> text, int digit, out int end)
    {
        var begin = digit;
        while (begin > 0 && digit - begin <= LongestWord && IsWord(text[begin - 1]))
        {
            begin--;
        }

        end = digit;
        while (end < text.Length && IsWord(text[end]))
        {
            end++;
        }

        if (digit - begin > LongestWord)
        {
            return SensitiveData.None;
        }

        return digit == begin + 2 && Iban.IsAt(text, begin) ? SensitiveData.BankAccount
            : end - begin <= LongestWord && LetteredNumbers.IsNationalId(text[begin..end]) ? SensitiveData.NationalId
            : SensitiveData.None;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
