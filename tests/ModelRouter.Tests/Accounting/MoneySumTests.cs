using System.Numerics;
using CsCheck;

namespace ModelRouter.Tests;

public class MoneySumTests
{
    private static readonly Gen<decimal> Amounts = Gen.Select(
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000],
        Gen.Int[8, 28],
        static (n, scale) => new decimal((int)Math.Abs(n), (int)(Math.Abs(n) >> 32), 0, n < 0, (byte)scale));

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

    [Fact]
    public void More_money_than_there_is_is_an_error_and_not_another_sum() =>
        Assert.Throws<OverflowException>(() => default(MoneySum) + 17_000_000_000m + 1_000_000_000m);

    private static MoneySum Sum(IEnumerable<decimal> amounts) => amounts.Aggregate(default(MoneySum), (sum, amount) => sum + amount);

    private static BigInteger Exact(decimal amount)
    {
        var bits = decimal.GetBits(amount);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return (bits[3] < 0 ? -mantissa : mantissa) * BigInteger.Pow(10, 28 - amount.Scale);
    }
}
