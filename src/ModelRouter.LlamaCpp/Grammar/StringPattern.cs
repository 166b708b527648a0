using System.Globalization;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>A JSON schema's <c>pattern</c>, an ECMAScript regular expression, as GBNF for a JSON string's inside.</summary>
/// <remarks>Understood: characters and their escapes, classes, <c>.</c>, <c>\d \w \s</c> and their opposites, groups, alternatives, repetitions, and <c>^</c> and <c>$</c> at the ends
/// of the whole pattern or of its alternatives. As everywhere in JSON schema, a pattern without them may be found anywhere in the string.</remarks>
internal sealed class StringPattern
{
    private const int DeepestGroup = 20;
    private const int HighestCodeUnit = 0xFFFF;

    private readonly string _pattern;
    private readonly string _anything;
    private int _at;
    private int _depth;

    private StringPattern(string pattern, string anything) => (_pattern, _anything) = (pattern, anything);

    private bool IsAtEnd => _at == _pattern.Length;

    private char Current => IsAtEnd ? '\0' : _pattern[_at];

    /// <summary>The GBNF of a string's inside.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="character">The rule of any character of a JSON string.</param>
    /// <exception cref="FormatException">It is malformed, or goes beyond what is understood; the message says where and why.</exception>
    public static string Convert(string pattern, string character)
    {
        var reader = new StringPattern(pattern, $"{character}*");
        var body = reader.Alternatives();
        return reader.IsAtEnd ? body.Text : throw reader.Refuse("a ')' closes nothing");
    }

    private Piece Alternatives()
    {
        List<Piece> alternatives = [Sequence()];
        while (Current == '|' && !IsAtEnd)
        {
            _at++;
            alternatives.Add(Sequence());
        }

        if (alternatives.Count == 1)
        {
            return alternatives[0];
        }

        var all = new Piece(
            string.Join(" | ", alternatives.Select(static piece => piece.Text)), alternatives.Sum(static piece => piece.Weight), alternatives.Sum(static piece => piece.Rules),
            alternatives.Exists(static piece => piece.MayBeEmpty) ? Math.Max(alternatives.Max(static piece => piece.Passed), 1) : 0);
        return _depth == 0 ? Grouped(all) : all;
    }

    private Piece Sequence()
    {
        var isWhole = _depth == 0;
        var begins = isWhole && Take('^');
        List<Piece> pieces = isWhole && !begins ? [new(_anything, 1, Rules: 1, Passed: 1)] : [];
        var ends = false;
        while (!IsAtEnd && Current is not ('|' or ')'))
        {
            if (Current == '$' && isWhole)
            {
                _at++;
                ends = true;
                if (!IsAtEnd && Current != '|')
                {
                    throw Refuse("nothing can follow '$'");
                }

                break;
            }

            pieces.Add(Repeated(Atom()));
        }

        if (isWhole && !ends)
        {
            pieces.Add(new(_anything, 1, Rules: 1, Passed: 1));
        }

        var inARow = 0L;
        foreach (var piece in pieces)
        {
            inARow = piece.MayBeEmpty ? inARow + piece.Passed : 0;
            if (inARow > Gbnf.MostOfNothing)
            {
                throw Refuse($"more than {Gbnf.MostOfNothing} parts in a row may be empty");
            }
        }

        return pieces switch
        {
            [] => new("\"\"", 0, Rules: 0, Passed: 1),
            [var only] => only,
            _ => new(
                string.Join(' ', pieces.Select(static piece => piece.Text)), pieces.Sum(static piece => piece.Weight), pieces.Sum(static piece => piece.Rules),
                pieces.TrueForAll(static piece => piece.MayBeEmpty) ? inARow : 0),
        };
    }

    private Piece Atom()
    {
        switch (Current)
        {
            case '(':
                return Group();
            case '[':
                return Of(Class());
            case '.':
                _at++;
                return Of(CharacterSet.AnyOfLine);
            case '\\':
                return Of(Escaped());
            case '^' or '$':
                throw Refuse($"'{Current}' is understood at the ends of the pattern only");
            case '*' or '+' or '?' or '{':
                throw Refuse("there is nothing to repeat");
            default:
                return Of(Single(Character()));
        }
    }

    private Piece Group()
    {
        _at++;
        if (Take('?'))
        {
            // A name is of no use here; what looks ahead or behind is none of a grammar's business.
            if (Current == '<' && _at + 1 < _pattern.Length && _pattern[_at + 1] is not ('=' or '!') && _pattern.IndexOf('>', _at) is var end and > 0)
            {
                _at = end + 1;
            }
            else if (!Take(':'))
            {
                throw Refuse("a group can't look ahead or behind, or change flags");
            }
        }

        if (++_depth > DeepestGroup)
        {
            throw Refuse($"groups are nested more than {DeepestGroup} deep");
        }

        var inside = Alternatives();
        _depth--;
        return Take(')') ? Grouped(inside) : throw Refuse("a '(' is not closed");
    }

    private Piece Repeated(Piece piece)
    {
        if (IsAtEnd || Current is not ('*' or '+' or '?' or '{'))
        {
            return piece;
        }

        var (least, most) = Current == '{' ? Times() : _pattern[_at++] switch { '*' => (0, (int?)null), '+' => (1, null), _ => (0, 1) };

        // Whether it takes as few as it can makes no difference to what fits.
        _ = Take('?');
        if (piece.MayBeEmpty && most is null)
        {
            throw Refuse("what may be empty can't be repeated without an end");
        }

        if (most != 0 && piece.Repeats is { Least: <= 1 } inner)
        {
            // The same with one way through it instead of many: (a?){3,9} is a{0,9}, (a{1,3}){2,5} is a{2,15}.
            (piece, least, most) = (inner.Piece, least * inner.Least, most * inner.Most);
        }

        var times = Math.Max(least, most ?? 1);
        var weight = Math.Max(1, piece.Weight) * times;
        if (Math.Max(weight, Math.Max(1, piece.Rules) * times) > Gbnf.MostRepetitions)
        {
            throw Refuse($"repetitions come to more than {Gbnf.MostRepetitions}");
        }

        var passed = Math.Max(1, piece.Passed * times);
        return passed > Gbnf.MostOfNothing
            ? throw Refuse($"what may be empty can't be repeated more than {Gbnf.MostOfNothing} times")
            : new($"{piece.Text}{{{least},{most}}}", weight, piece.Rules + (most - least ?? 1), least == 0 || piece.MayBeEmpty ? passed : 0) { Repeats = (piece, least, most) };
    }

    private static Piece Grouped(Piece inside) => inside with { Text = $"({inside.Text})", Rules = inside.Rules + 1 };

    private (int Least, int? Most) Times()
    {
        _at++;
        var least = Number();
        var most = !Take(',') ? least : Current == '}' ? (int?)null : Number();
        return !Take('}') ? throw Refuse("a repetition's '}' is missing") : most < least ? throw Refuse("a repetition's limits are the wrong way round") : (least, most);
    }

    private int Number()
    {
        var start = _at;
        while (char.IsAsciiDigit(Current))
        {
            _at++;
        }

        return int.TryParse(_pattern.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Gbnf.MostRepetitions
            ? number
            : throw Refuse($"expected a number of repetitions up to {Gbnf.MostRepetitions}");
    }

    private CharacterSet Class()
    {
        _at++;
        var isNegated = Take('^');
        List<(int First, int Last)> ranges = [];
        while (Current != ']')
        {
            if (IsAtEnd)
            {
                throw Refuse("a '[' is not closed");
            }

            var first = Member();
            if (Current == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']' && first.Ranges is [var (low, same)] && low == same)
            {
                _at++;
                if (Member().Ranges is not [var (high, alike)] || high != alike || high < low)
                {
                    throw Refuse("a range's ends are no two characters in order");
                }

                ranges.Add((low, high));
            }
            else
            {
                ranges.AddRange(first.Ranges);
            }
        }

        _at++;
        return new(ranges, isNegated);
    }

    private CharacterSet Member() => Current == '\\' ? Escaped(inClass: true) : Single(Character());

    private CharacterSet Escaped(bool inClass = false)
    {
        _at++;
        if (IsAtEnd)
        {
            throw Refuse("nothing follows the last '\\'");
        }

        var letter = _pattern[_at++];
        return letter switch
        {
            'd' => CharacterSet.Digits,
            'D' => CharacterSet.Digits.Negated(),
            'w' => CharacterSet.Words,
            'W' => CharacterSet.Words.Negated(),
            's' => CharacterSet.Spaces,
            'S' => CharacterSet.Spaces.Negated(),
            't' => Single('\t'),
            'n' => Single('\n'),
            'r' => Single('\r'),
            'f' => Single('\f'),
            'v' => Single('\v'),
            'b' when inClass => Single('\b'),
            'x' => Single(Code(2)),
            'u' when Current == '{' => Single(Braced()),
            'u' => Single(Code(4)),
            _ when char.IsAsciiLetterOrDigit(letter) => throw Refuse($"'\\{letter}' is not understood"),
            _ => Single(letter),
        };
    }

    private int Braced()
    {
        var end = _pattern.IndexOf('}', _at);
        var code = end < 0 ? throw Refuse("a '\\u{' is not closed") : _pattern.AsSpan(_at + 1, end - _at - 1);
        _at = end + 1;
        return int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var character) && Rune.IsValid(character)
            ? character
            : throw Refuse("there is no such character");
    }

    private int Code(int digits)
    {
        var code = _pattern.AsSpan(_at, Math.Min(digits, _pattern.Length - _at));
        _at += code.Length;
        return code.Length == digits && int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var character) && character <= HighestCodeUnit
            ? character
            : throw Refuse($"expected {digits} hexadecimal digits");
    }

    /// <summary>The character that stands here, both halves of it.</summary>
    private int Character()
    {
        if (Rune.DecodeFromUtf16(_pattern.AsSpan(_at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            throw Refuse("half a character stands here");
        }

        _at += length;
        return rune.Value;
    }

    private bool Take(char wanted)
    {
        if (IsAtEnd || Current != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private Piece Of(CharacterSet set) => set.ToGbnf() is { } text ? new(text, 1, text[0] == '(' ? 1 : 0, Passed: 0) : throw Refuse("no character fits");

    private static CharacterSet Single(int character) => new([(character, character)]);

    private FormatException Refuse(string problem) => new($"{problem} (at character {_at + 1} of the pattern)");

    /// <summary>A part of the pattern in GBNF.</summary>
    /// <param name="Text">The part, so that a repetition behind it is one of the whole part where the pattern says so.</param>
    /// <param name="Weight">How many characters it unfolds to.</param>
    /// <param name="Rules">How many rules llama.cpp makes of its groups and repetitions.</param>
    /// <param name="Passed">How many parts in a row there are to pass over where it is left empty; 0 if it can't be.</param>
    private sealed record Piece(string Text, long Weight, long Rules, long Passed)
    {
        public bool MayBeEmpty => Passed > 0;

        /// <summary>What it repeats, if it is a repetition and nothing else.</summary>
        public (Piece Piece, int Least, int? Most)? Repeats { get; init; }
    }
}
