using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Reads a stretch of text once and counts its cues, scripts, numbers and signs.</summary>
internal static class TextScanner
{
    // Where a cue counts half as much again: English says what it wants first, Korean and Japanese last.
    private const int Opening = 16;
    private const int Closing = 14;

    private const int Block = 16;
    private const uint WholeBlock = (1u << Block) - 1;

    internal static void Scan(CueTrie cues, ReadOnlySpan<char> text, ref Tally tally)
    {
        Span<char> end = stackalloc char[Block];
        var (quoteEnd, letterBefore) = (-1, 0u);
        Quotations quotations = default;
        for (var at = 0; at < text.Length; at += Block)
        {
            scoped ReadOnlySpan<char> block = text[at..];
            if (block.Length < Block)
            {
                end.Fill(' ');
                block.CopyTo(end);
                block = end;
            }

            // Words of plain letters are looked at where they begin, spaces not at all, everything else one by one.
            var (letters, spaces) = Classify(block);
            var begins = letters & ~((letters << 1) | letterBefore);
            letterBefore = letters >> (Block - 1);
            var quoted = Bits(0, quoteEnd - at);
            for (var places = begins | (WholeBlock & ~(letters | spaces)); places != 0; places &= places - 1)
            {
                // What is quoted is what the request is about, not what it asks for or the language it asks in.
                var place = BitOperations.TrailingZeroCount(places);
                var i = at + place;
                var isQuoted = i <= quoteEnd;
                var previous = i > 0 ? text[i - 1] : ' ';
                if (((begins >> place) & 1) == 0)
                {
                    quoteEnd = ScanOther(cues, text, i, previous, quoteEnd, ref quotations, ref tally);
                    quoted |= isQuoted ? 0 : Bits(place, quoteEnd - at);
                }
                else if ((previous == ' ' || MayStart(text[i], previous, Script.Latin)) && MayBegin(cues, text[i..]) && cues.First(Lower(text[i])) is var node and > 0)
                {
                    Match(cues, text, i, node, isQuoted, Script.Latin, ref tally);
                }
            }

            tally.Letters[(int)Script.Latin] += BitOperations.PopCount(letters & ~quoted);
        }
    }

    /// <summary>Counts a character that is no plain letter, and gives where the quotation ends that is or was opened.</summary>
    private static int ScanOther(CueTrie cues, ReadOnlySpan<char> text, int i, char previous, int quoteEnd, ref Quotations quotations, ref Tally tally)
    {
        var c = text[i];
        var isQuoted = i <= quoteEnd;
        var script = Scripts.Of(c);
        if (script != Script.None)
        {
            tally.Letters[(int)script] += isQuoted ? 0 : 1;
        }
        else if (char.IsAsciiDigit(c))
        {
            tally.Numbers += char.IsAsciiDigit(previous) || char.IsAsciiLetter(previous) ? 0 : 1;
        }
        else
        {
            CountSign(text, i, ref tally);
            quoteEnd = !isQuoted && quotations.EndAt(text, i, previous) is var end and > 0 ? end : quoteEnd;
        }

        if (MayStart(c, previous, script) && cues.First(Lower(c)) is var first and > 0)
        {
            Match(cues, text, i, first, isQuoted, script, ref tally);
        }

        return quoteEnd;
    }

    /// <summary>One bit for each place where a plain letter stands, and where a space does.</summary>
    private static (uint Letters, uint Spaces) Classify(ReadOnlySpan<char> block)
    {
        var chars = Vector256.Create(MemoryMarshal.Cast<char, ushort>(block));
        var letters = Vector256.LessThan((chars | Vector256.Create((ushort)0x20)) - Vector256.Create((ushort)'a'), Vector256.Create((ushort)26));
        var bits = Vector256.Narrow(letters, Vector256.Equals(chars, Vector256.Create((ushort)' '))).ExtractMostSignificantBits();
        return (bits & WholeBlock, bits >> Block);
    }

    /// <summary>The bits of two places and between, as far as they are of a block; none if the second comes before the first.</summary>
    private static uint Bits(int first, int last) => last < first ? 0 : (uint)((2UL << Math.Min(last, Block)) - (1UL << first));

    private static bool MayBegin(CueTrie cues, ReadOnlySpan<char> text) =>
        text.Length < 4 || (text[1] | text[2] | text[3]) >= 0x80 || cues.MayBegin(text);

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
