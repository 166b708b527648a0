using System.Globalization;
using System.Text;

namespace NanoR1;

/// <summary>Written arithmetic that a tiny model can follow: ones first, each line of the same form, each byte a copy or one look in a digit
/// table. Every line ends with <c>\n</c>; the first restates what is asked, the last states the result as an equation.</summary>
internal static class Scratchpad
{
    /// <summary>Lines <c>x+y+carry=sum result-so-far</c>, the sum always with two digits.</summary>
    public static string Add(int a, int b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(a);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        var lines = new StringBuilder().Append(Text(a)).Append('+').Append(Text(b)).Append(":\n");
        var carry = 0;
        var result = "";
        for (var at = 0; at < Math.Max(Length(a), Length(b)) || carry > 0; at++)
        {
            var sum = Digit(a, at) + Digit(b, at) + carry;
            result = Text(sum % 10) + result;
            lines.Append(CultureInfo.InvariantCulture, $"{Digit(a, at)}+{Digit(b, at)}+{carry}={sum:D2} {result}\n");
            carry = sum / 10;
        }

        return lines.Append(CultureInfo.InvariantCulture, $"{a}+{b}={a + b}\n").ToString();
    }

    /// <summary>Lines <c>x-y-borrow=digit-borrowed result-so-far</c>, where borrowed is <c>10</c> or <c>00</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="b"/> is negative or larger than <paramref name="a"/>.</exception>
    public static string Subtract(int a, int b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(b, a);
        var lines = new StringBuilder().Append(Text(a)).Append('-').Append(Text(b)).Append(":\n");
        var borrow = 0;
        var result = "";
        for (var at = 0; at < Length(a); at++)
        {
            var difference = Digit(a, at) - Digit(b, at) - borrow;
            var borrowed = difference < 0 ? 1 : 0;
            var digit = difference + (10 * borrowed);
            result = Text(digit) + result;
            lines.Append(CultureInfo.InvariantCulture, $"{Digit(a, at)}-{Digit(b, at)}-{borrow}={digit}-{borrowed}0 {result}\n");
            borrow = borrowed;
        }

        return lines.Append(CultureInfo.InvariantCulture, $"{a}-{b}={a - b}\n").ToString();
    }

    /// <summary>Lines <c>x*y+carry=product result-so-far</c> for a factor of one digit; for one of two digits, two such parts and their sum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Both factors have more than two digits.</exception>
    public static string Multiply(int a, int b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(a);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        var (top, bottom) = Length(a) < Length(b) ? (b, a) : (a, b);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bottom, 99, nameof(b));
        var lines = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{a}*{b}:\n");
        if (bottom < 10)
        {
            AppendPart(lines, top, bottom, "");
        }
        else
        {
            // "*10" tells the second part from a whole problem such as 34*50.
            var (tens, ones) = (bottom / 10, bottom % 10);
            lines.Append(CultureInfo.InvariantCulture, $"{top}*{ones}:\n");
            AppendPart(lines, top, ones, "");
            lines.Append(CultureInfo.InvariantCulture, $"{top}*{ones}={top * ones}\n{top}*{tens}*10:\n");
            AppendPart(lines, top, tens, "0");
            lines.Append(CultureInfo.InvariantCulture, $"{top}*{tens}*10={top * tens * 10}\n").Append(Add(top * ones, top * tens * 10));
        }

        return lines.Append(CultureInfo.InvariantCulture, $"{a}*{b}={a * b}\n").ToString();
    }

    /// <summary>Long division, lines <c>value:divisor*digit=product+remainder quotient-so-far</c>, the value being the last remainder with the next
    /// digit of <paramref name="a"/> behind it. The last line is <c>a/b=quotient r remainder</c>, without the spaces.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="a"/> is negative or <paramref name="b"/> not positive.</exception>
    public static string Divide(int a, int b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        var lines = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{a}/{b}:\n");
        var remainder = 0;
        var quotient = "";
        for (var at = Length(a) - 1; at >= 0; at--)
        {
            var value = (remainder * 10) + Digit(a, at);
            remainder = value % b;
            quotient += Text(value / b);
            var width = Length(b) + 1;
            lines.Append(Text(value).PadLeft(width, '0')).Append(CultureInfo.InvariantCulture, $":{b}*{value / b}=")
                .Append(Text(value - remainder).PadLeft(width, '0')).Append('+')
                .Append(Text(remainder).PadLeft(Length(b), '0')).Append(' ').Append(quotient).Append('\n');
        }

        return lines.Append(CultureInfo.InvariantCulture, $"{a}/{b}={a / b}r{a % b}\n").ToString();
    }

    /// <summary>Which of two numbers is larger: their lengths, then their digits from the left until they differ, and a line such as
    /// <c>482>479</c>. What is compared stands side by side before its sign: <c>87></c>.</summary>
    public static string Compare(int a, int b)
    {
        var lines = new StringBuilder().Append(CultureInfo.InvariantCulture, $"len {Length(a)}{Length(b)}{Sign(Length(a), Length(b))}\n");
        for (var at = Length(a) == Length(b) ? Length(a) - 1 : -1; at >= 0; at--)
        {
            var sign = Sign(Digit(a, at), Digit(b, at));
            lines.Append(CultureInfo.InvariantCulture, $"{Digit(a, at)}{Digit(b, at)}{sign}\n");
            if (sign != '=')
            {
                break;
            }
        }

        return lines.Append(CultureInfo.InvariantCulture, $"{a}{Sign(a, b)}{b}\n").ToString();
    }

    /// <summary>A number as every text of this project writes it.</summary>
    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void AppendPart(StringBuilder lines, int number, int digit, string result)
    {
        var carry = 0;
        for (var at = 0; at < Length(number) || carry > 0; at++)
        {
            var product = (Digit(number, at) * digit) + carry;
            result = Text(product % 10) + result;
            lines.Append(CultureInfo.InvariantCulture, $"{Digit(number, at)}*{digit}+{carry}={product:D2} {result}\n");
            carry = product / 10;
        }
    }

    /// <summary>The sign between two numbers.</summary>
    internal static char Sign(int a, int b) => a < b ? '<' : a > b ? '>' : '=';

    private static int Length(int number) => Text(number).Length;

    /// <summary>The digit at a place counted from the ones, 0 beyond the end.</summary>
    private static int Digit(int number, int place)
    {
        var text = Text(number);
        return place < text.Length ? text[^(place + 1)] - '0' : 0;
    }
}
