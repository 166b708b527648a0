using System.Globalization;

namespace ModelRouter.LlamaCpp;

/// <summary>JSON numbers between two bounds as a GBNF rule's body.</summary>
/// <remarks>
/// However a number is written, it fits: with zeros behind its last digit or without, with an exponent behind a single digit and its decimals or without. Else a
/// model that ends its number at once would be made to go on, and have another. Digits are compared with the bounds' one by one, and any may follow where they
/// have parted. All alternatives part at once but for those with an exponent.
/// </remarks>
internal static class NumberRange
{
    // As many as 64 bits have, before the point and behind it.
    private const int MostDigits = 20;
    private const int MostDecimals = 20;
    private const int LeastExponent = -99;
    private const int MostExponent = 307;

    /// <summary>Less than any number but 0 that can be written.</summary>
    public const double Tiny = 1e-99;

    private static readonly string Any = $"[0-9]{{1,{MostDecimals}}}";

    /// <summary>More than any number that can be written with an exponent.</summary>
    public const double Huge = 1e308;

    /// <summary>More than any that can be written without one.</summary>
    public static decimal Beyond { get; } = Pow(MostDigits);

    /// <summary>Whether a bound's digits can be compared with a number's.</summary>
    public static bool CanHold(decimal bound) => Math.Abs(bound) < Beyond && Normal(bound).Scale <= MostDecimals;

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
    private static IEnumerable<string> FromZero(NumberBound least, NumberBound? upper, bool isInteger)
    {
        var most = upper ?? new(Beyond, IsExclusive: true);
        if (isInteger)
        {
            var first = Math.Ceiling(least.Value);
            var last = Math.Floor(most.Value);
            return Whole(first == least.Value && least.IsExclusive ? first + 1 : first, last == most.Value && most.IsExclusive ? last - 1 : last);
        }

        return least.Value > most.Value ? [] : Plain(least, most).Concat(Scientific(least, upper));
    }

    /// <summary>The numbers without an exponent.</summary>
    private static IEnumerable<string> Plain(NumberBound least, NumberBound most)
    {
        if (least.Value > most.Value || (least.Value == most.Value && (least.IsExclusive || most.IsExclusive)))
        {
            return [];
        }

        var (low, high) = (Math.Floor(least.Value), Math.Floor(most.Value));
        var (above, below) = (Decimals(least.Value - low), Decimals(most.Value - high));
        if (low == high)
        {
            return AllOf([(low, low, Rest(above, least.IsExclusive, below, most.IsExclusive))]);
        }

        return AllOf([
            (low, low, Rest(above, least.IsExclusive, null, false)),
            (low + 1, high - 1, (true, Any)),
            (high, high, Rest(null, false, below, most.IsExclusive)),
        ]);

        static IEnumerable<string> AllOf(IEnumerable<(decimal From, decimal To, (bool MayEnd, string? More) Decimals)> parts) =>
            from part in parts
            let decimals = Tail(part.Decimals, "\".\" ")
            where decimals is not null
            from digits in Whole(part.From, part.To)
            select digits + decimals;
    }

    /// <summary>The decimals that may still follow where those before were the bounds'; <see langword="null"/> for a bound that they have parted from.</summary>
    /// <returns>Whether the number may end here, and the decimals if it doesn't; <see langword="null"/> if none fit.</returns>
    private static (bool MayEnd, string? More) Rest(string? above, bool isAboveExclusive, string? below, bool isBelowExclusive)
    {
        above = above is "" && !isAboveExclusive ? null : above;
        switch (above, below)
        {
            case (null, null):
                return (true, Any);
            case (null, ""):
                return isBelowExclusive ? (false, null) : (true, $"[0]{{1,{MostDecimals}}}");
            case (_, ""):
                return (false, null);
            case ("", null):
                return (false, $"[0]{{0,{MostDecimals - 1}}} [1-9] [0-9]{{0,{MostDecimals}}}");
            default:
                break;
        }

        var first = above is null or "" ? '0' : above[0];
        var last = below is null ? '9' : below[0];
        var aboveRest = above is null or "" ? above : above[1..];
        var belowRest = below?[1..];
        List<(char From, char To, (bool MayEnd, string? More) Next)> parts = first == last
            ? [(first, last, Rest(aboveRest, isAboveExclusive, belowRest, isBelowExclusive))]
            : [
                (first, first, Rest(aboveRest, isAboveExclusive, null, false)),
                ((char)(first + 1), (char)(last - 1), (true, Any)),
                (last, last, Rest(null, false, belowRest, isBelowExclusive)),
            ];
        var bodies = parts.Where(static part => part.From <= part.To).Select(static part => Tail(part.Next, "") is { } rest ? $"[{part.From}-{part.To}]{rest}" : null)
            .OfType<string>().ToList();
        return (above is null, bodies.Count == 0 ? null : string.Join(" | ", bodies));
    }

    /// <summary>What follows a digit; <see langword="null"/> if neither an end nor anything else may.</summary>
    private static string? Tail((bool MayEnd, string? More) rest, string before) =>
        rest.More is null ? rest.MayEnd ? "" : null : $" ({before}({rest.More})){(rest.MayEnd ? "?" : "")}";

    /// <summary>The numbers with a digit from 1 to 9 before the point, and an exponent. Where it is that of a bound, the digits before it are compared.</summary>
    private static IEnumerable<string> Scientific(NumberBound least, NumberBound? upper)
    {
        var lowest = least.Value == 0 ? LeastExponent - 1 : Exponent(least.Value);
        var most = upper ?? new(0, IsExclusive: false);
        var highest = upper is null ? MostExponent + 1 : most.Value == 0 ? lowest : Exponent(most.Value);
        foreach (var exponent in new HashSet<int> { lowest, highest }.Where(static exponent => exponent is >= LeastExponent and <= MostExponent))
        {
            var digits = Plain(
                exponent == lowest ? least with { Value = Shifted(least.Value, exponent) } : new(1, IsExclusive: false),
                exponent == highest ? most with { Value = Shifted(most.Value, exponent) } : new(10, IsExclusive: true)).ToList();
            if (digits.Count > 0)
            {
                yield return $"({string.Join(" | ", digits)}) {Exponents(exponent, exponent)}";
            }
        }

        if (highest - lowest > 1)
        {
            yield return $"[1-9] (\".\" {Any})? {Exponents(lowest + 1, highest - 1)}";
        }
    }

    /// <summary>The exponents from one to another, a zero before a single digit or not.</summary>
    private static string Exponents(int from, int to)
    {
        var negative = Whole(Math.Max(1, -to), -from).Select(static digits => $"\"-\" \"0\"? {digits}");
        var positive = Whole(Math.Max(0, from), to).Select(static digits => $"\"+\"? \"0\"? {digits}");
        return $"[eE] ({string.Join(" | ", negative.Concat(positive))})";
    }

    /// <summary>The whole numbers from one to another: for each number of digits an alternative.</summary>
    private static IEnumerable<string> Whole(decimal from, decimal to)
    {
        for (var length = 1; length <= MostDigits && (length == 1 || Pow(length - 1) <= to); length++)
        {
            var (low, high) = (Math.Max(from, length == 1 ? 0 : Pow(length - 1)), Math.Min(to, Pow(length) - 1));
            if (low <= high)
            {
                yield return Between(Text(low), Text(high));
            }
        }
    }

    /// <summary>The strings of digits from one to another of the same length.</summary>
    private static string Between(ReadOnlySpan<char> low, ReadOnlySpan<char> high)
    {
        if (low.IsEmpty)
        {
            return "";
        }

        if (!low.ContainsAnyExcept('0') && !high.ContainsAnyExcept('9'))
        {
            return $"[0-9]{{{low.Length}}}";
        }

        var (first, last) = (low[0], high[0]);
        var lowRest = low[1..];
        var highRest = high[1..];
        if (first == last)
        {
            return $"[{first}] {Between(lowRest, highRest)}".TrimEnd();
        }

        List<string> parts = [];
        if (lowRest.ContainsAnyExcept('0'))
        {
            parts.Add($"[{first++}] {Between(lowRest, All('9', lowRest.Length))}");
        }

        var isWhole = !highRest.ContainsAnyExcept('9');
        var lastWhole = isWhole ? last : (char)(last - 1);
        if (first <= lastWhole)
        {
            parts.Add($"[{first}-{lastWhole}] {Between(All('0', lowRest.Length), All('9', lowRest.Length))}".TrimEnd());
        }

        if (!isWhole)
        {
            parts.Add($"[{last}] {Between(All('0', highRest.Length), highRest)}");
        }

        return $"({string.Join(" | ", parts)})";
    }

    private static string All(char digit, int length) => new(digit, length);

    private static string Text(decimal value) => value.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>The digits behind the point of a number below 1, without zeros at the end.</summary>
    private static string Decimals(decimal fraction) => fraction == 0 ? "" : Normal(fraction).ToString(CultureInfo.InvariantCulture)[2..];

    /// <summary>Of ten, the highest power that isn't above a number.</summary>
    private static int Exponent(decimal value)
    {
        var exponent = 0;
        for (; value >= 10; value /= 10)
        {
            exponent++;
        }

        for (; value < 1; value *= 10)
        {
            exponent--;
        }

        return exponent;
    }

    private static decimal Shifted(decimal value, int exponent) => exponent < 0 ? value * Pow(-exponent) : value / Pow(exponent);

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
