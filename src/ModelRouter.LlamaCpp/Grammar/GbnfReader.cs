using System.Buffers;
using System.Globalization;

namespace ModelRouter.LlamaCpp;

/// <summary>Reads GBNF text as llama.cpp does, and says where it can't be read.</summary>
internal sealed class GbnfReader(string text)
{
    private const int DeepestGroup = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly Dictionary<string, GbnfNode> _rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;

    // As llama.cpp counts: rules that it makes of groups and repetitions, and how many the part right before has become.
    private int _made;
    private long _weight;

    private char Current => _at < text.Length ? text[_at] : '\0';

    /// <exception cref="ArgumentException">The text is no grammar.</exception>
    public Dictionary<string, GbnfNode> Read()
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The grammar holds a NUL character.", nameof(text));
        }

        Skip(acrossLines: true);
        while (_at < text.Length)
        {
            var name = Name();
            _names.Add(name);
            Skip(acrossLines: false);
            if (!text.AsSpan(_at).StartsWith("::="))
            {
                throw Malformed("expected '::='");
            }

            _at += 3;
            Skip(acrossLines: true);
            _rules[name] = Alternatives(isNested: false);
            if (_at < text.Length && Current is not ('\r' or '\n'))
            {
                throw Malformed("expected the end of the line");
            }

            Skip(acrossLines: true);
        }

        return _rules;
    }

    private GbnfNode Alternatives(bool isNested)
    {
        List<IReadOnlyList<GbnfNode>> alternatives = [Sequence(isNested)];
        while (Current == '|')
        {
            _at++;
            Skip(acrossLines: true);
            alternatives.Add(Sequence(isNested));
        }

        return new(null, alternatives, IsOptional: false, Most: 1);
    }

    private List<GbnfNode> Sequence(bool isNested)
    {
        List<GbnfNode> parts = [];
        while (true)
        {
            if (Current is '*' or '+' or '?' or '{')
            {
                if (parts.Count == 0 || parts[^1].IsOptional)
                {
                    throw Malformed($"'{Current}' has nothing before it to repeat, or something that may be empty");
                }

                var (least, most) = Repetition(isNested);
                Weigh(least, most);
                parts[^1] = parts[^1] with { IsOptional = least == 0, Most = parts[^1].Most * Math.Max(most ?? double.PositiveInfinity, 1) };
            }
            else if (Part(isNested) is { } part)
            {
                parts.Add(part);
            }
            else
            {
                return parts;
            }
        }
    }

    private GbnfNode? Part(bool isNested)
    {
        _weight = 1;
        switch (Current)
        {
            case '"':
                var start = _at;
                Characters('"');
                var isEmpty = _at == start + 2;
                Skip(isNested);
                return new(null, null, IsOptional: isEmpty, Most: 1);
            case '[':
                if (text.AsSpan(_at) is ['[', ']', ..] or ['[', '^', ']', ..])
                {
                    throw Malformed("the set of characters is empty");
                }

                Characters(']');
                Skip(isNested);
                return new(null, null, IsOptional: false, Most: 1);
            case '.':
                _at++;
                Skip(isNested);
                return new(null, null, IsOptional: false, Most: 1);
            case '(':
                return Group(isNested);
            case '<' or '!':
                throw Malformed("references to tokens are not supported; write their text");
            default:
                if (!IsNameCharacter(Current))
                {
                    return null;
                }

                var name = Name();
                _names.Add(name);
                Skip(isNested);
                return new(name, null, IsOptional: false, Most: 1);
        }
    }

    private GbnfNode Group(bool isNested)
    {
        if (++_depth > DeepestGroup)
        {
            throw Malformed($"groups are nested more than {DeepestGroup} deep");
        }

        _at++;
        Skip(acrossLines: true);
        var before = _made + _names.Count;
        _made++;
        var group = Alternatives(isNested: true);
        if (Current != ')')
        {
            throw Malformed("expected ')'");
        }

        _at++;
        _depth--;
        Skip(isNested);
        _weight = _made + _names.Count - before;
        return group;
    }

    /// <summary>Refuses what llama.cpp would: it prints a grammar of which a repetition would make too many rules.</summary>
    private void Weigh(int least, int? most)
    {
        _weight *= Math.Max(most ?? least, 1);
        if (_weight > Gbnf.MostRepetitions)
        {
            throw Malformed($"repetitions within repetitions come to {Gbnf.MostRepetitions + 1} or more");
        }

        _made += most - least ?? 1;
    }

    private (int Least, int? Most) Repetition(bool isNested)
    {
        var sign = Current;
        _at++;
        Skip(isNested);
        if (sign != '{')
        {
            return sign switch { '*' => (0, null), '+' => (1, null), _ => (0, 1) };
        }

        var least = Number();
        int? most = least;
        if (Current == ',')
        {
            _at++;
            Skip(isNested);
            most = char.IsAsciiDigit(Current) ? Number() : null;
        }

        if (Current != '}')
        {
            throw Malformed("expected '}'");
        }

        _at++;
        Skip(isNested);
        return most < least ? throw Malformed("the upper limit of the repetition is below the lower one") : (least, most);

        int Number()
        {
            var digits = text.AsSpan(_at);
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            digits = end < 0 ? digits : digits[..end];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Gbnf.MostRepetitions)
            {
                throw Malformed($"expected a number of repetitions below {Gbnf.MostRepetitions + 1}");
            }

            _at += digits.Length;
            Skip(isNested);
            return number;
        }
    }

    /// <summary>Passes a literal or a set of characters.</summary>
    private void Characters(char end)
    {
        for (_at++; Current != end; _at++)
        {
            if (_at >= text.Length)
            {
                throw Malformed($"expected '{end}'");
            }

            if (Current == '\\')
            {
                _at++;
                var digits = Current switch { 'x' => 2, 'u' => 4, 'U' => 8, 't' or 'r' or 'n' or '\\' or '"' or '[' or ']' or '-' => 0, _ => -1 };
                if (digits < 0 || _at + digits >= text.Length || text.AsSpan(_at + 1, digits).ContainsAnyExcept(Hex))
                {
                    throw Malformed("unknown escape; there are \\xHH, \\uHHHH, \\UHHHHHHHH, \\t, \\r, \\n, \\\\, \\\", \\[, \\] and \\-");
                }

                _at += digits;
            }
        }

        _at++;
    }

    private string Name()
    {
        var start = _at;
        while (IsNameCharacter(Current))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Malformed("expected a rule's name (letters, digits and '-')");
    }

    private void Skip(bool acrossLines)
    {
        while (Current is ' ' or '\t' or '#' || (acrossLines && Current is '\r' or '\n'))
        {
            if (Current == '#')
            {
                while (_at < text.Length && Current is not ('\r' or '\n'))
                {
                    _at++;
                }
            }
            else
            {
                _at++;
            }
        }
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    private ArgumentException Malformed(string problem)
    {
        var before = text.AsSpan(0, Math.Min(_at, text.Length));
        return new($"The grammar is malformed at line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}: {problem}.");
    }
}
