using System.Numerics;

namespace ModelRouter;

/// <summary>Reads a text once and counts what speaks for which language; passes over quotations and code, of which comments may be asked for.</summary>
internal static class LanguageScanner
{
    // A longer stretch tells nothing new.
    private const int MaxLength = 4_096;
    private const string Fence = "```";
    private const int ShortestWithEnding = 5;

    // Words of one letter are variables and initials as well.
    private const int MostOfOneLetter = 2;

    /// <summary>Counts a stretch that goes on where the last one has ended.</summary>
    internal static void Scan(ReadOnlySpan<char> text, ref LanguageScan scan, ref LanguageTally tally)
    {
        text = text[..Math.Min(text.Length, MaxLength)];
        Quotations quotations = default;
        for (var i = 0; i < text.Length;)
        {
            if (scan.IsInCode || text[i..].StartsWith(Fence, StringComparison.Ordinal))
            {
                i = EndOfBlock(text, i, ref scan.IsInCode);
                continue;
            }

            if (!scan.ReadsComments && CodeComment.EndAt(text, i, scan.Next) is > 0 and var behind)
            {
                (i, scan.HasComments) = (behind, true);
                continue;
            }

            var script = Scripts.Of(text[i]);
            if (text[i] is '¿' or '¡')
            {
                tally.Add(LanguageTable.MaskOfLetter(text[i]), PointsOfLetter(1));
            }

            i = script != Script.None ? Word(text, i, script, ref tally)
                : text[i] == '`' ? EndOfInlineCode(text, i)
                : quotations.EndAt(text, i, i > 0 ? text[i - 1] : ' ') is var end and > 0 ? end + 1
                : i + 1;
        }
    }

    /// <summary>Counts the word that begins at a place, and gives the place behind it.</summary>
    private static int Word(ReadOnlySpan<char> text, int start, Script script, ref LanguageTally tally)
    {
        var hash = LanguageTable.Seed;
        var at = start;
        var (before, last, c) = (' ', ' ', ' ');
        for (; at < text.Length && (at == start || Scripts.Of(text[at]) == script); at++)
        {
            (before, last) = (last, c);
            c = text[at];
            if (c < 0x80)
            {
                c = (char)(c | 0x20);
            }
            else
            {
                c = char.ToLowerInvariant(c);
                var letter = LanguageTable.MaskOfLetter(c);
                tally.Add(letter, PointsOfLetter(BitOperations.PopCount(letter)));
            }

            hash = LanguageTable.Extend(hash, c);
        }

        tally.Letters[(int)script] += at - start;
        if (script is Script.Latin or Script.Cyrillic or Script.Arabic or Script.Devanagari)
        {
            var mask = LanguageTable.MaskOf(hash);
            if (mask != 0)
            {
                var points = PointsOfWord(BitOperations.PopCount(mask));
                tally.Add(mask, at - start == 1 ? Math.Min(points, MostOfOneLetter) : points);
            }
            else if (at - start >= ShortestWithEnding)
            {
                var ending = LanguageTable.MaskOf(LanguageTable.EndingKey(before, last, c));
                tally.Add(ending, PointsOfEnding(BitOperations.PopCount(ending)));
            }
        }

        return at;
    }

    private static int EndOfBlock(ReadOnlySpan<char> text, int start, ref bool isInCode)
    {
        var from = isInCode ? start : start + Fence.Length;
        var end = text[from..].IndexOf(Fence, StringComparison.Ordinal);
        isInCode = end < 0;
        return end < 0 ? text.Length : from + end + Fence.Length;
    }

    private static int EndOfInlineCode(ReadOnlySpan<char> text, int start)
    {
        var close = text[(start + 1)..].IndexOfAny('`', '\n');
        return close < 0 ? start + 1 : start + close + 2;
    }

    // The fewer languages share a thing, the more it tells; roughly twice the logarithm of the odds.
    private static int PointsOfWord(int languages) => languages switch
    {
        1 => 6,
        2 => 4,
        3 => 3,
        4 or 5 => 2,
        _ => 1,
    };

    private static int PointsOfLetter(int languages) => languages switch
    {
        1 => 4,
        2 => 3,
        3 => 2,
        4 or 5 or 6 => 1,
        _ => 0,
    };

    private static int PointsOfEnding(int languages) => languages switch
    {
        1 => 3,
        2 => 2,
        _ => 1,
    };
}
