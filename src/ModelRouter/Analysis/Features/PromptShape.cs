using System.Buffers;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>The shape of a text: lengths, numbers, signs, lines, options, but no words beyond a few that ask.</summary>
/// <remarks>Lengths and counts are given as ln(1 + x), shares as they are. What is hard for a model shows in these as much as in words, and carries over
/// to kinds of prompts that no model has been seen with.</remarks>
[StructLayout(LayoutKind.Auto)]
internal ref struct PromptShape
{
    /// <summary>How many features there are.</summary>
    internal const int Size = 65;

    private const string Signs = ",?\"'()[]{};=+-*/^%<>$\\`:._|#!";
    private const int OtherSign = 31;
    private const uint Prime = 16777619;

    private static readonly string[] Askings =
        [" not ", "except", "which of the following", "how many", "how much", "what is", "why", "true or false", "calculate", "prove"];

    private static readonly PhraseSearch AnyAsking = new(StringComparison.OrdinalIgnoreCase, Askings);

    // Most counts are small: ln(1 + x) of these.
    private static readonly float[] Logs = [.. Enumerable.Range(1, 256).Select(static x => MathF.Log(x))];

    private static readonly byte[] SignAt = MakeSigns();

    private readonly Span<int> _signs;
    private readonly Span<ulong> _seen;
    private int _letters, _capitals, _digits, _spaces, _lines, _words, _capitalised, _foreign, _hangul, _ideographs, _different;
    private int _numbers, _decimals, _longestNumber, _longestWord, _blank, _bullets, _longestLine, _line, _options, _firstOption, _wordLength;
    private uint _wordHash;
    private uint _figures;

    private PromptShape(Span<int> signs, Span<ulong> seen)
    {
        _signs = signs;
        _seen = seen;
        (_lines, _firstOption) = (1, -1);
    }

    /// <summary>Measures <paramref name="text"/>.</summary>
    /// <param name="text">The text, or its beginning and end.</param>
    /// <param name="length">Characters of the whole text.</param>
    /// <param name="features">Takes the <see cref="Size"/> features.</param>
    /// <returns>16 bits of a hash of its digits, of which the features hold how many there are only.</returns>
    internal static ushort Measure(ReadOnlySpan<char> text, int length, Span<float> features)
    {
        Span<int> signs = stackalloc int[OtherSign + 1];
        Span<ulong> seen = stackalloc ulong[16];
        signs.Clear();
        seen.Clear();
        var shape = new PromptShape(signs, seen);
        for (var i = 0; i < text.Length;)
        {
            i = shape.Read(text, i);
        }

        shape.EndWord();
        shape._longestLine = Math.Max(shape._longestLine, shape._line);
        shape.Write(text, length, features);
        return (ushort)(shape._figures >> 16);
    }

    /// <summary>Reads the character at a place, or the run of plain letters that begins there; the place behind.</summary>
    private int Read(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        if (_line == 0)
        {
            BeginLine(text, i);
        }

        if (char.IsAsciiLetter(c))
        {
            return ReadPlainLetters(text, i);
        }

        _line++;
        if (c == ' ')
        {
            EndWord();
            _spaces++;
            return i + 1;
        }

        if (char.IsLetter(c))
        {
            ReadLetter(c);
            return i + 1;
        }

        EndWord();
        if (char.IsDigit(c))
        {
            _digits++;
            _figures = unchecked((_figures ^ c) * 0x9E3779B1);
            if (i == 0 || !char.IsDigit(text[i - 1]))
            {
                ReadNumber(text, i);
            }
        }
        else if (c == '\n')
        {
            _lines++;
            _blank += i > 0 && text[i - 1] == '\n' ? 1 : 0;
            _longestLine = Math.Max(_longestLine, _line - 1);
            _line = 0;
        }
        else if (char.IsWhiteSpace(c))
        {
            _spaces++;
        }
        else
        {
            _signs[c < 0x80 ? SignAt[c] : OtherSign]++;
        }

        return i + 1;
    }

    private void BeginLine(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        var next = i + 1 < text.Length ? text[i + 1] : '\0';
        var isMarked = next is '.' or ')' or ':';
        if ((c is >= 'A' and <= 'J' && isMarked) || (c == '(' && i + 2 < text.Length && text[i + 2] == ')'))
        {
            _options++;
            _firstOption = _firstOption < 0 ? i : _firstOption;
        }
        else if (c is '-' or '*' or '•' || (isMarked && c is (>= 'a' and <= 'e') or (>= '1' and <= '9')))
        {
            _bullets++;
        }
    }

    private int ReadPlainLetters(ReadOnlySpan<char> text, int start)
    {
        var (at, capitals, hash) = (start, 0, _wordHash);
        for (; at < text.Length && char.IsAsciiLetter(text[at]); at++)
        {
            capitals += char.IsAsciiLetterUpper(text[at]) ? 1 : 0;
            hash = (hash ^ (text[at] | 0x20u)) * Prime;
        }

        _capitalised += _wordLength == 0 && char.IsAsciiLetterUpper(text[start]) ? 1 : 0;
        _wordHash = hash;
        _capitals += capitals;
        _letters += at - start;
        _wordLength += at - start;
        _line += at - start;
        return at;
    }

    private void ReadLetter(char c)
    {
        _letters++;
        if (char.IsUpper(c))
        {
            _capitals++;
            _capitalised += _wordLength == 0 ? 1 : 0;
        }

        _wordLength++;
        _wordHash = (_wordHash ^ c) * Prime;
        _foreign++;
        _hangul += c is >= '\uAC00' and <= '\uD7A3' ? 1 : 0;
        _ideographs += c is >= '\u2E80' and < '\uAC00' ? 1 : 0;
    }

    private void EndWord()
    {
        if (_wordLength == 0)
        {
            return;
        }

        _words++;
        _longestWord = Math.Max(_longestWord, _wordLength);
        var place = (_wordHash * 2654435769) >> 22;
        ref var seen = ref _seen[(int)(place >> 6)];
        var bit = 1ul << (int)(place & 63);
        _different += (seen & bit) == 0 ? 1 : 0;
        seen |= bit;
        (_wordLength, _wordHash) = (0, 0);
    }

    private void ReadNumber(ReadOnlySpan<char> text, int i)
    {
        var end = i;
        while (end < text.Length && char.IsDigit(text[end]))
        {
            end++;
        }

        _numbers++;
        _longestNumber = Math.Max(_longestNumber, end - i);
        _decimals += end + 1 < text.Length && text[end] == '.' && char.IsDigit(text[end + 1]) ? 1 : 0;
    }

    private readonly void Write(ReadOnlySpan<char> text, int length, Span<float> features)
    {
        var at = 0;
        var stem = _firstOption > 0 ? _firstOption : length;
        var options = length - stem;
        var firstLine = text.IndexOf('\n') is >= 0 and var line ? line : text.Length;
        var signs = 0;
        for (var i = 0; i <= OtherSign; i++)
        {
            signs += _signs[i];
        }

        var sentences = _signs[SignAt['.']] + _signs[SignAt['?']] + _signs[SignAt['!']] + 1;
        ReadOnlySpan<int> counts =
        [
            length, _words, _lines, stem, options, _options, firstLine, _longestLine, _numbers, _decimals, _longestNumber, _digits, _blank, _bullets,
            _longestWord,
        ];
        foreach (var count in counts)
        {
            features[at++] = Log(count);
        }

        // Opening and closing brackets, and either quotation mark, come together: one of each is enough.
        foreach (var sign in ",?\"'([{;=+-*/^%<>$\\`:._|#!")
        {
            features[at++] = Log(_signs[SignAt[sign]]);
        }

        features[at++] = Log(_signs[OtherSign]);
        var all = text.Length + 1f;
        ReadOnlySpan<float> shares =
        [
            _digits / all, _letters / all, _capitals / (_letters + 1f), _foreign / all, _hangul / all, _ideographs / all, signs / all, _spaces / all,
            _words > 0 ? (float)_letters / _words : 0, _words > 0 ? (float)_different / _words : 1, _words > 0 ? (float)_capitalised / _words : 0,
            _words / (sentences * 20f), _options > 0 ? MathF.Log(1 + ((float)options / _options)) : 0,
        ];
        shares.CopyTo(features[at..]);
        at += shares.Length;
        FindAskings(text, features.Slice(at, Askings.Length));
    }

    private static float Log(int count) => count < Logs.Length ? Logs[count] : MathF.Log(1 + count);

    private static void FindAskings(ReadOnlySpan<char> text, Span<float> found)
    {
        found.Clear();
        for (var at = AnyAsking.IndexIn(text); at >= 0; at = AnyAsking.IndexIn(text, at + 1))
        {
            for (var i = 0; i < Askings.Length; i++)
            {
                if (text[at..].StartsWith(Askings[i], StringComparison.OrdinalIgnoreCase))
                {
                    found[i] = 1;
                }
            }
        }
    }

    private static byte[] MakeSigns()
    {
        var places = new byte[0x80];
        Array.Fill(places, (byte)OtherSign);
        for (var i = 0; i < Signs.Length; i++)
        {
            places[Signs[i]] = (byte)i;
        }

        return places;
    }
}
