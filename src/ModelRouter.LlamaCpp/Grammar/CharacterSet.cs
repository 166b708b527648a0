using System.Globalization;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>A set of characters of a JSON string's value.</summary>
internal sealed class CharacterSet
{
    private const int LastCharacter = 0x10FFFF;

    // What may not stand in JSON as it is, or, DEL, had better not; and halves of characters, which have no UTF-8.
    private static readonly CharacterSet Raw = new([(0, 0x1F), ('"', '"'), ('\\', '\\'), (0x7F, 0x7F), (0xD800, 0xDFFF)], isNegated: true);

    private static readonly (char Character, string Escape)[] Escapes =
        [('"', "\\\""), ('\\', "\\\\"), ('\b', "\\b"), ('\f', "\\f"), ('\n', "\\n"), ('\r', "\\r"), ('\t', "\\t")];

    private readonly List<(int First, int Last)> _ranges = [];

    /// <summary>The characters of some ranges, or all but these.</summary>
    public CharacterSet(IEnumerable<(int First, int Last)> ranges, bool isNegated = false)
    {
        var next = 0;
        foreach (var (first, last) in ranges.Order())
        {
            if (isNegated)
            {
                Add(next, first - 1);
            }
            else
            {
                Add(Math.Max(first, next), last);
            }

            next = Math.Max(next, last + 1);
        }

        if (isNegated)
        {
            Add(next, LastCharacter);
        }
    }

    public static CharacterSet Digits { get; } = new([('0', '9')]);

    public static CharacterSet Words { get; } = new([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);

    /// <summary>ECMAScript's white space and ends of lines.</summary>
    public static CharacterSet Spaces { get; } = new(
        [('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)]);

    /// <summary>All but ECMAScript's ends of lines.</summary>
    public static CharacterSet AnyOfLine { get; } = new([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)], isNegated: true);

    public IReadOnlyList<(int First, int Last)> Ranges => _ranges;

    public CharacterSet Negated() => new(_ranges, isNegated: true);

    /// <summary>One of the characters as JSON writes it, in GBNF; <see langword="null"/> if JSON has none of them but by number.</summary>
    public string? ToGbnf()
    {
        var alternatives = Escapes.Where(escape => Contains(escape.Character)).Select(escape => Gbnf.Literal(escape.Escape)).ToList();
        var raw = new StringBuilder();
        foreach (var (first, last) in new CharacterSet([.. Negated().Ranges, .. Raw.Negated().Ranges], isNegated: true).Ranges)
        {
            raw.Append(Code(first));
            if (last > first)
            {
                raw.Append('-').Append(Code(last));
            }
        }

        if (raw.Length > 0)
        {
            alternatives.Insert(0, $"[{raw}]");
        }

        return alternatives.Count switch { 0 => null, 1 => alternatives[0], _ => $"({string.Join(" | ", alternatives)})" };
    }

    private bool Contains(int character) => _ranges.Exists(range => range.First <= character && character <= range.Last);

    private void Add(int first, int last)
    {
        if (first <= last)
        {
            _ranges.Add((first, last));
        }
    }

    private static string Code(int character) =>
        character < 0x80 && char.IsAsciiLetterOrDigit((char)character) ? ((char)character).ToString()
        : character <= 0xFF ? string.Create(CultureInfo.InvariantCulture, $"\\x{character:X2}")
        : character <= 0xFFFF ? string.Create(CultureInfo.InvariantCulture, $"\\u{character:X4}")
        : string.Create(CultureInfo.InvariantCulture, $"\\U{character:X8}");
}
