using System.Globalization;

namespace ModelRouter.LlamaCpp;

/// <summary>JSON numbers between two bounds as a GBNF rule's body.</summary>
/// <remarks>Bounds are counted in units of their last decimal. A number's digits down to that place are compared one by one; any may follow, since what lies
/// between two units lies between the bounds as well, but for zeros behind the upper bound. Numbers have no exponent, and no fewer decimals than the bounds unless they are whole.</remarks>
internal static class NumberRange
{
    // Before the point as in JsonRules; behind it so many that all together still are a decimal.
    private const int MostDigits = 16;
    private const int MostDecimals = 12;

    private static readonly decimal Largest = Pow(MostDigits) - 1;

    /// <summary>Whether a bound can be counted in units of its last decimal.</summary>
    public static bool CanHold(decimal bound) => Math.Abs(bound) <= Largest && Normal(bound).Scale <= MostDecimals;

    /// <summary>The body; <see langword="null"/> if no number lies between the bounds.</summary>
    public static string? Of(NumberBound? least, NumberBound? most, bool isInteger)
    {
        List<string> bodies = [];
        if (least is not { Value: >= 0 })
        {
            // Below zero the nearer bound is the upper one. Zero itself has no sign.
            var nearer = most is { Value: < 0 } upper ? upper.Negated() : new NumberBound(0, IsExclusive: true);
            bodies.AddRange(FromZero(nearer, least?.Negated(), isInteger).Select(static body => "\"-\" " + body));
        }

        if (most is not { Value: < 0 })
        {
            bodies.AddRange(FromZero(least is { Value: >= 0 } lower ? lower : new(0, IsExclusive: false), most, isInteger));
        }

        return bodies.Count == 0 ? null : string.Join(" | ", bodies);
    }

    /// <summary>The numbers from a bound that isn't below zero.</summary>
    private static IEnumerable<string> FromZero(NumberBound least, NumberBound? most, bool isInteger)
    {
        var first = Math.Ceiling(least.Value) is var low && low == least.Value && least.IsExclusive ? low + 1 : low;
        var last = most is not { } bound ? Largest
            : Math.Floor(bound.Value) is var high && high == bound.Value && bound.IsExclusive ? high - 1 : high;
        var decimals = Math.Max(Normal(least.Value).Scale, most is { } end ? Normal(end.Value).Scale : (byte)0);
        if (isInteger)
        {
            return Digits(first, last, 0);
        }

        var unit = Pow(decimals);
        var (from, to) = (least.Value * unit, most is { } top ? top.Value * unit : (Largest * unit) + unit);
        var (any, some, none) = decimals == 0
            ? (" (\".\" [0-9]{1,16})?", " \".\" [0-9]{0,15} [1-9]", " (\".\" [0]{1,16})?")
            : (" [0-9]{0,16}", " [0-9]{0,15} [1-9]", " [0]{0,16}");
        List<string> bodies = [.. Digits(least.IsExclusive ? from + 1 : from, to - 1, decimals).Select(digits => digits + any)];
        if (least.IsExclusive && from < to)
        {
            bodies.AddRange(Digits(from, from, decimals).Select(digits => digits + some));
        }

        if (most is { IsExclusive: false } && (from < to || (from == to && !least.IsExclusive)))
        {
            bodies.AddRange(Digits(to, to, decimals).Select(digits => digits + none));
        }

        return decimals == 0 ? bodies : bodies.Concat(Digits(first, last, 0));
    }

    /// <summary>The whole numbers of units, a point before the decimals: for each number of digits an alternative.</summary>
    private static IEnumerable<string> Digits(decimal from, decimal to, int decimals)
    {
        for (var length = decimals + 1; length <= MostDigits + decimals && (length == decimals + 1 || Pow(length - 1) <= to); length++)
        {
            // One digit stands before the point, be it zero.
            var (low, high) = (Math.Max(from, length == decimals + 1 ? 0 : Pow(length - 1)), Math.Min(to, Pow(length) - 1));
            if (low <= high)
            {
                yield return Between(Padded(low, length), Padded(high, length), length - decimals);
            }
        }
    }

    /// <summary>The strings of digits from one to another of the same length, a point at a place.</summary>
    private static string Between(ReadOnlySpan<char> low, ReadOnlySpan<char> high, int point)
    {
        if (low.IsEmpty)
        {
            return "";
        }

        if (point == 0)
        {
            return "\".\" " + Between(low, high, -1);
        }

        if (!low.ContainsAnyExcept('0') && !high.ContainsAnyExcept('9'))
        {
            return point < 0 || point >= low.Length ? $"[0-9]{{{low.Length}}}" : $"[0-9]{{{point}}} \".\" [0-9]{{{low.Length - point}}}";
        }

        var (first, last) = (low[0], high[0]);
        var lowRest = low[1..];
        var highRest = high[1..];
        if (first == last)
        {
            return $"[{first}] {Between(lowRest, highRest, point - 1)}".TrimEnd();
        }

        List<string> parts = [];
        if (lowRest.ContainsAnyExcept('0'))
        {
            parts.Add($"[{first++}] {Between(lowRest, All('9', lowRest.Length), point - 1)}");
        }

        var isWhole = !highRest.ContainsAnyExcept('9');
        var lastWhole = isWhole ? last : (char)(last - 1);
        if (first <= lastWhole)
        {
            parts.Add($"[{first}-{lastWhole}] {Between(All('0', lowRest.Length), All('9', lowRest.Length), point - 1)}".TrimEnd());
        }

        if (!isWhole)
        {
            parts.Add($"[{last}] {Between(All('0', highRest.Length), highRest, point - 1)}");
        }

        return $"({string.Join(" | ", parts)})";
    }

    private static string All(char digit, int length) => new(digit, length);

    private static string Padded(decimal value, int length) => value.ToString("0", CultureInfo.InvariantCulture).PadLeft(length, '0');

    private static decimal Pow(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    /// <summary>Without zeros at the end.</summary>
    private static decimal Normal(decimal value) => value / 1.0000000000000000000000000000m;
}
