using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>Digits in groups with separators between, as people write numbers. A mutable struct, so that reading allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NumberRun
{
    internal const int MostDigits = 24;
    internal const int MostGroups = 12;

    private Digits _digits;
    private Groups _groups;
    private Separators _separators;

    /// <summary>How many digits there are.</summary>
    internal int Count { get; private set; }

    internal int GroupCount { get; private set; }

    /// <summary>The place behind the last digit.</summary>
    internal int End { get; private set; }

    /// <summary>True if there is more than is read.</summary>
    internal bool GoesOn { get; private set; }

    /// <summary>The value of each digit.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> AllDigits => ((ReadOnlySpan<byte>)_digits)[..Count];

    /// <summary>How many digits each group has.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<int> AllGroups => ((ReadOnlySpan<int>)_groups)[..GroupCount];

    /// <summary>The sign before each group, of several the first that is no space.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<char> AllSeparators => ((ReadOnlySpan<char>)_separators)[..GroupCount];

    /// <summary>Reads the run that begins at <paramref name="start"/>, a digit.</summary>
    internal static NumberRun Read(ReadOnlySpan<char> text, int start)
    {
        NumberRun run = default;
        run.GroupCount = 1;
        var at = start;
        while (at < text.Length && run.Count < MostDigits)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                run._digits[run.Count++] = (byte)(text[at] - '0');
                run._groups[run.GroupCount - 1]++;
                at++;
            }
            else if (run.GroupCount < MostGroups && NextGroup(text, at) is var next and > 0)
            {
                run._separators[run.GroupCount++] = text[at] is ' ' or '\u00A0' or '\u202F' ? (next == at + 1 ? ' ' : text[at + 1]) : Sign(text[at]);
                at = next;
            }
            else
            {
                break;
            }
        }

        run.End = at;
        run.GoesOn = (run.Count == MostDigits || run.GroupCount == MostGroups) && NextGroup(text, at) > 0;
        return run;
    }

    /// <summary>The place of the next digit if up to three separating signs stand before it, else 0.</summary>
    private static int NextGroup(ReadOnlySpan<char> text, int at)
    {
        for (var next = at; next < at + 4 && next < text.Length; next++)
        {
            if (char.IsAsciiDigit(text[next]))
            {
                return next;
            }

            if (Sign(text[next]) == '\0')
            {
                return 0;
            }
        }

        return 0;
    }

    private static char Sign(char c) => c switch
    {
        ' ' or '\u00A0' or '\u202F' => ' ',
        '-' or '\u2010' or '\u2011' or '\u2013' => '-',
        '.' or '/' or '(' or ')' => c,
        _ => '\0',
    };

    [InlineArray(MostDigits)]
    private struct Digits
    {
        private byte _first;
    }

    [InlineArray(MostGroups)]
    private struct Groups
    {
        private int _first;
    }

    [InlineArray(MostGroups)]
    private struct Separators
    {
        private char _first;
    }
}
