using System.Globalization;

namespace NanoR1.Tests;

public class ScratchpadTests
{
    [Fact]
    public void A_sum_goes_from_the_ones_with_the_carry() =>
        Assert.Equal("487+365:\n7+5+0=12 2\n8+6+1=15 52\n4+3+1=08 852\n487+365=852\n", Scratchpad.Add(487, 365));

    [Fact]
    public void A_last_carry_has_a_line_of_its_own() => Assert.Equal("5+7:\n5+7+0=12 2\n0+0+1=01 12\n5+7=12\n", Scratchpad.Add(5, 7));

    [Fact]
    public void A_difference_loses_its_zeros_in_the_last_line_only() =>
        Assert.Equal("502-498:\n2-8-0=4-10 4\n0-9-1=0-10 04\n5-4-1=0-00 004\n502-498=4\n", Scratchpad.Subtract(502, 498));

    [Fact]
    public void A_product_of_two_digit_numbers_is_the_sum_of_two_parts() =>
        Assert.Equal(
            "34*56:\n34*6:\n4*6+0=24 4\n3*6+2=20 04\n0*6+2=02 204\n34*6=204\n34*5*10:\n4*5+0=20 00\n3*5+2=17 700\n0*5+1=01 1700\n34*5*10=1700\n"
            + Scratchpad.Add(204, 1700) + "34*56=1904\n",
            Scratchpad.Multiply(34, 56));

    [Fact]
    public void A_quotient_grows_from_the_left() =>
        Assert.Equal("487/6:\n04:6*0=00+4 0\n48:6*8=48+0 08\n07:6*1=06+1 081\n487/6=81r1\n", Scratchpad.Divide(487, 6));

    [Fact]
    public void A_comparison_puts_what_it_compares_side_by_side() =>
        Assert.Equal("len 33=\n44=\n87>\n482>479\n", Scratchpad.Compare(482, 479));

    [Fact]
    public void All_lines_of_all_small_problems_are_true()
    {
        var random = new Random(1);
        for (var problem = 0; problem < 5_000; problem++)
        {
            var (a, b) = (random.Next(Size()), random.Next(Size()));
            Ends(Scratchpad.Add(a, b), a + b);
            Ends(Scratchpad.Subtract(Math.Max(a, b), Math.Min(a, b)), Math.Abs(a - b));
            Ends(Scratchpad.Multiply(a % 1_000, b % 10), a % 1_000 * (b % 10));
            Ends(Scratchpad.Multiply(b % 10, a % 1_000), a % 1_000 * (b % 10));
            Ends(Scratchpad.Multiply(a % 100, b % 100), a % 100 * (b % 100));
            TraceChecker.Check(Scratchpad.Divide(a, 1 + (b % 9)));
            TraceChecker.Check(Scratchpad.Divide(a, 1 + (b % 99)));
            TraceChecker.Check(Scratchpad.Compare(a, b));
        }

        int Size() => random.Next(5) switch { 0 => 2, 1 => 11, 2 => 101, 3 => 1_001, _ => 10_000 };

        static void Ends(string trace, int result)
        {
            TraceChecker.Check(trace);
            Assert.EndsWith("=" + result.ToString(CultureInfo.InvariantCulture) + "\n", trace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Scratchpad.Subtract(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scratchpad.Multiply(100, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scratchpad.Divide(1, 0));
    }
}
