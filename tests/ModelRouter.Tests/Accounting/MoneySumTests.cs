using System.Numerics;
using CsCheck;

namespace ModelRouter.Tests;

public class MoneySumTests
{
    private static readonly Gen<decimal> Usual = Gen.Select(
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000],
        Gen.Int[8, 28],
        static (n, scale) => new decimal((int)Math.Abs(n), (int)(Math.Abs(n) >> 32), 0, n < 0, (byte)scale));

    // Fifty of them are no more than a decimal can be.
    private static readonly Gen<decimal> Any = Gen.Select(
        Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[2, 28], static (low, middle, high, isNegative, scale) => new decimal(low, middle, high, isNegative, (byte)scale));

    private static readonly Gen<decimal> Amounts = Gen.OneOf(Usual, Any);

    [Fact]
    public void It_is_exact_in_any_order() =>
        Gen.Select(Amounts.Array[0, 50], Gen.Int).Sample((amounts, seed) =>
        {
            var shuffled = amounts.ToArray();
            new Random(seed).Shuffle(shuffled);
            var exact = amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + Exact(amount));

            Assert.Equal(Sum(amounts), Sum(shuffled));
            Assert.Equal(Sum(amounts), Sum(amounts[..(amounts.Length / 2)]) + Sum(amounts[(amounts.Length / 2)..]));

            // Up to 28 digits the decimal is exact as well; beyond it rounds once.
            Assert.True(BigInteger.Abs(exact - Exact(Sum(amounts).ToDecimal())) <= BigInteger.Max(1, BigInteger.Abs(exact) / BigInteger.Pow(10, 27)));
        });

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("-1.25", "1", "-0.25")]
    [InlineData("7.9228162514264337593543950335", "0", "7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001", "0.0000000000000000000000000002")]
    public void Sums_are_what_they_are_on_paper(string a, string b, string sum) =>
        Assert.Equal(decimal.Parse(sum), (default(MoneySum) + decimal.Parse(a) + decimal.Parse(b)).ToDecimal());

    [Theory]
    [InlineData("17000000000.5", "27000000000000.75", "27017000000001.25")]
    [InlineData("79228162514264337593543950335", "0.75", "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335", "-0.75", "-79228162514264337593543950335")]
    public void More_money_than_there_is_stops_no_sum(string a, string b, string sum)
    {
        var both = default(MoneySum) + decimal.Parse(a) + decimal.Parse(b);
        Assert.Equal(decimal.Parse(sum), both.ToDecimal());
        Assert.Equal(default, both + -decimal.Parse(a) + -decimal.Parse(b));
    }

    private static MoneySum Sum(IEnumerable<decimal> amounts) => amounts.Aggregate(default(MoneySum), (sum, amount) => sum + amount);

    private static BigInteger Exact(decimal amount)
    {
        var bits = decimal.GetBits(amount);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return (bits[3] < 0 ? -mantissa : mantissa) * BigInteger.Pow(10, 28 - amount.Scale);
    }
}
