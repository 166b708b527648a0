using System.Numerics;
using CsCheck;

namespace ModelRouter.Tests;

public class CurrencyTests
{
    // As many digits as a list and a rate have together at the most, so that their product still fits a decimal.
    private static readonly Gen<decimal> Rate = Gen.Int[1, 100_000_000].Select(n => n / 100_000_000m);
    private static readonly Gen<decimal> Listed = Gen.Long[0, 10_000_000_000_000].Select(n => n / 1_000_000m);

    [Fact]
    public void Conversion_is_exact() =>
        Gen.Select(Listed, Listed, Rate).Sample((input, output, rate) =>
        {
            var (price, unknown) = Table(("KRW", rate)).ToDollars(Won(input, output));

            Assert.Null(unknown);
            Assert.Equal(Exact(input) * Exact(rate), Exact(price!.InputPerMillion) * BigInteger.Pow(10, 28));
            Assert.Equal(Exact(output) * Exact(rate), Exact(price.OutputPerMillion) * BigInteger.Pow(10, 28));
            Assert.Equal(("KRW", rate), (price.Origin!.Currency, price.Origin.DollarsPerUnit));

            // An amount in units of 10^-28, which is as fine as a decimal gets.
            static BigInteger Exact(decimal value)
            {
                var bits = decimal.GetBits(value);
                var digits = new BigInteger((uint)bits[0]) + (new BigInteger((uint)bits[1]) << 32) + (new BigInteger((uint)bits[2]) << 64);
                return digits * BigInteger.Pow(10, 28 - ((bits[3] >> 16) & 0xFF));
            }
        }, iter: 5_000);

    [Fact]
    public void Every_amount_of_every_version_is_converted() =>
        Gen.Select(PricingGen.Flat, PricingGen.Counts, Gen.Int[1, 100]).Sample((flat, counts, cents) =>
        {
            var rate = cents / 100m;
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var origin = new PriceOrigin { Currency = "EUR" };
            var won = flat with { Origin = origin, LongPromptAbove = 3_000_000, LongPrompt = flat with { PerRequest = 7 } };
            var listed = won with { EffectiveFrom = at, Earlier = won with { PerRequest = 3 } };

            var (price, _) = Table(("EUR", rate)).ToDollars(listed);

            foreach (var time in new[] { at, at.AddTicks(-1) })
            {
                Assert.Equal(
                    listed.CostOf(PricingGen.Usage(counts), time, isBatch: true) * rate, price!.CostOf(PricingGen.Usage(counts), time, isBatch: true));
            }

            Assert.Equal(rate, price!.Earlier!.Origin!.DollarsPerUnit);
        }, iter: 2_000);

    [Fact]
    public void A_currency_without_a_rate_is_told_with_those_that_have_one()
    {
        var table = Table(("KRW", 0.0007m), ("EUR", 1.1m));

        Assert.Equal((null, "KRX"), table.ToDollars(Won(1, 1) with { Origin = new() { Currency = "KRX" } }));
        Assert.Equal((null, "KRX"), table.ToDollars(new() { EffectiveFrom = default(DateTimeOffset), Earlier = new() { Origin = new() { Currency = "KRX" } } }));
        var text = table.Describe("KRX");
        Assert.Contains("Did you mean 'KRW'?", text, StringComparison.Ordinal);
        Assert.Contains("Known: EUR, KRW, USD.", text, StringComparison.Ordinal);
    }

    private static ModelPricing Won(decimal input, decimal output) =>
        new() { InputPerMillion = input, OutputPerMillion = output, Origin = new() { Currency = "KRW" } };

    private static CurrencyTable Table(params (string Currency, decimal Rate)[] rates) => new(rates.Select(r => KeyValuePair.Create(r.Currency, r.Rate)));
}
