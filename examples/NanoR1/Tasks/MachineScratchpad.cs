using System.Globalization;
using System.Text;

namespace NanoR1;

/// <summary>Diagnoses process data in writing: the cheap checks first, digit by digit, and no further than to the first failure.</summary>
/// <remarks>The steps are those of <see cref="Scratchpad"/>, but side by side: two multiplications have to fit into one thought.</remarks>
internal static class MachineScratchpad
{
    /// <summary>The thought; its last line has no <c>\n</c>.</summary>
    /// <param name="reading">The data.</param>
    /// <param name="celsius">Whether the question gives temperatures in °C, whose digits the thought then copies.</param>
    public static string Diagnose(MachineReading reading, bool celsius)
    {
        var text = new StringBuilder();
        Compare(text.Append("wear "), reading.Wear, MachineReading.WornTool);
        if (reading.Failure == MachineFailure.ToolWear)
        {
            return text.ToString();
        }

        Compare(text.Append("\nspeed "), reading.Speed, MachineReading.SlowCooling);
        if (reading.Speed < MachineReading.SlowCooling)
        {
            var zero = celsius ? MachineDiagnosis.ZeroCelsius : 0;
            Subtract(text.Append("\nheat "), reading.Process - zero, reading.Air - zero);
            Compare(text, reading.Process - reading.Air, MachineReading.LeastDifference, "D3");
            if (reading.Failure == MachineFailure.HeatDissipation)
            {
                return text.ToString();
            }
        }

        Multiply(text.Append("\npower "), reading.Speed / 10, reading.Torque);
        Compare(text, reading.Power, MachineReading.TooLittlePower);
        if (reading.Power > MachineReading.TooLittlePower)
        {
            Compare(text.Append(' '), reading.Power, MachineReading.MostPower);
        }

        if (reading.Failure != MachineFailure.Power)
        {
            Strain(text, reading);
        }

        return text.ToString();
    }

    private static void Strain(StringBuilder text, MachineReading reading)
    {
        text.Append("\nstrain ");
        if (reading.Wear <= MachineReading.FreshTool)
        {
            Compare(text, reading.Wear, MachineReading.FreshTool);
            return;
        }

        Multiply(text, reading.Wear, reading.Torque);
        Compare(text.Append(reading.Quality).Append(' '), reading.Strain, reading.MostStrain);
    }

    /// <summary>Tens, ones and tenths are enough for a difference of less than 100.</summary>
    private static void Subtract(StringBuilder text, int a, int b)
    {
        var (left, right, borrow) = (a % 1000, b % 1000, 0);
        text.Append(CultureInfo.InvariantCulture, $"{left:D3}-{right:D3}\n");
        for (var place = 1; place < 1000; place *= 10)
        {
            var (x, y) = (left / place % 10, right / place % 10);
            var difference = x - y - borrow;
            var borrowed = difference < 0 ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{x}-{y}-{borrow}={difference + (10 * borrowed)}-{borrowed} ");
            borrow = borrowed;
        }
    }

    /// <summary>Three digits by two: a line for the ones, a line for the tens, and their sum without its last digit, which the ones have.</summary>
    private static void Multiply(StringBuilder text, int number, int factor)
    {
        text.Append(CultureInfo.InvariantCulture, $"{number}*{factor}\n");
        var ones = MultiplyDigit(text, number, factor % 10);
        var tens = MultiplyDigit(text, number, factor / 10);
        var carry = 0;
        for (var (left, right) = (ones / 10, tens); left > 0 || right > 0 || carry > 0; (left, right) = (left / 10, right / 10))
        {
            var sum = (left % 10) + (right % 10) + carry;
            text.Append(CultureInfo.InvariantCulture, $"{left % 10}+{right % 10}+{carry}={sum:D2} ");
            carry = sum / 10;
        }
    }

    private static int MultiplyDigit(StringBuilder text, int number, int digit)
    {
        var carry = 0;
        for (var rest = number; rest > 0; rest /= 10)
        {
            var product = (rest % 10 * digit) + carry;
            text.Append(CultureInfo.InvariantCulture, $"{rest % 10}*{digit}+{carry}={product:D2} ");
            carry = product / 10;
        }

        text.Append(CultureInfo.InvariantCulture, $"{number * digit}\n");
        return number * digit;
    }

    private static void Compare(StringBuilder text, int value, int limit, string format = "D")
    {
        var sign = value < limit ? '<' : value > limit ? '>' : '=';
        text.Append(value.ToString(format, CultureInfo.InvariantCulture)).Append(sign).Append(limit.ToString(format, CultureInfo.InvariantCulture));
    }
}
