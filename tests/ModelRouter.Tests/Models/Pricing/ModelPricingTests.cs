using CsCheck;

namespace ModelRouter.Tests;

public class ModelPricingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_kind_of_token_costs_its_price() =>
        Gen.Select(PricingGen.Flat, PricingGen.Counts, Gen.Bool).Sample((price, counts, isBatch) =>
        {
            var factor = isBatch ? price.BatchFactor : 1;
            var expected = price.PerRequest + (PricingGen.PriceOf(price).Zip(counts, static (p, n) => p * n).Sum() * factor / 1_000_000m);

            Assert.Equal(expected, price.CostOf(PricingGen.Usage(counts), Noon, isBatch));
        }, iter: 2_000);

    [Fact]
    public void Cost_is_additive_and_grows_with_every_kind() =>
        Gen.Select(PricingGen.Flat, PricingGen.Counts, PricingGen.Counts, Gen.Int[0, PricingGen.Kinds - 1], Gen.Bool).Sample((price, a, b, kind, isBatch) =>
        {
            long[] both = [.. a.Zip(b, static (x, y) => x + y)];
            long[] more = [.. a];
            more[kind] += b[kind];

            Assert.Equal(Cost(a) + Cost(b) - price.PerRequest, Cost(both));
            Assert.True(Cost(more) >= Cost(a));

            decimal Cost(long[] counts) => price.CostOf(PricingGen.Usage(counts), Noon, isBatch);
        }, iter: 2_000);

    [Fact]
    public void A_list_of_versions_gives_the_one_in_force_to_the_tick() =>
        Gen.Select(PricingGen.Time.Array[1, 6], PricingGen.Time, Gen.Bool, Gen.Int[-1, 1]).Sample((dates, other, isFirstUndated, near) =>
        {
            DateTimeOffset[] sorted = [.. dates.Select(static d => d.ToUniversalTime()).Distinct().Order()];
            ModelPricing? price = null;
            for (var i = 0; i < sorted.Length; i++)
            {
                price = new() { InputPerMillion = i, EffectiveFrom = i == 0 && isFirstUndated ? null : sorted[i], Earlier = price };
            }

            foreach (var at in sorted.Select(date => date.AddTicks(near)).Append(other))
            {
                var expected = Math.Max(0, Array.FindLastIndex(sorted, date => date <= at));
                Assert.Equal(expected, price!.At(at).InputPerMillion);
                Assert.Equal(expected, price.CostOf(new(1_000_000, 0, 0, 0), at));
            }

            Assert.Null(ModelPricingCheck.Problem(price!));
        }, iter: 5_000);

    [Fact]
    public void No_attempt_costs_more_than_is_reserved_for_it_and_some_cost_as_much() =>
        Gen.Select(PricingGen.Flat.Array[3], PricingGen.Counts, Gen.Select(PricingGen.Time, PricingGen.Time, PricingGen.Time, PricingGen.Time), Gen.Select(Gen.Long[1, 8_000_000], Gen.Bool))
            .Sample((flat, counts, times, more) =>
            {
                var (from, to) = times.Item1 < times.Item2 ? (times.Item1, times.Item2) : (times.Item2, times.Item1);
                var at = times.Item3 < from || times.Item3 > to ? from : times.Item3;
                var price = flat[0] with
                {
                    EffectiveFrom = times.Item4, OffPeak = [new() { From = new(1, 0), To = new(7, 0), Factor = 0.5m }],
                    LongPromptAbove = more.Item1, LongPrompt = flat[1], Earlier = flat[2],
                };
                var usage = PricingGen.Usage(counts);

                var most = price.HighestCost(usage.InputTokens, usage.OutputTokens, from, to);

                Assert.InRange(price.CostOf(usage, at, more.Item2), 0, most);
                ModelPricing[] inForce = times.Item4 <= from ? [price] : times.Item4 > to ? [flat[2]] : [price, flat[2]];
                var dearest = inForce.SelectMany(p => p.LongPrompt is { } longPrompt && usage.InputTokens > p.LongPromptAbove ? new[] { p, longPrompt } : [p]).Max(p =>
                {
                    var prices = PricingGen.PriceOf(p);
                    return p.PerRequest + (((usage.InputTokens * prices[..6].Max()) + (usage.OutputTokens * prices[6..].Max())) / 1_000_000m);
                });
                Assert.Equal(dearest, most);
            }, iter: 5_000);

    [Theory]
    [InlineData(0, 100, 1)]
    [InlineData(100, 100, 1)]
    [InlineData(101, 100, 2)]
    [InlineData(1000, 100, 2)]
    [InlineData(1001, 100, 3)]
    public void A_long_prompt_has_its_own_list_for_the_whole_request(long input, long output, int list)
    {
        var price = new ModelPricing
        {
            InputPerMillion = 1, OutputPerMillion = 10, PerRequest = 0.1m, BatchFactor = 0.5m, LongPromptAbove = 100,
            LongPrompt = new()
            {
                InputPerMillion = 2, OutputPerMillion = 20, PerRequest = 0.2m, BatchFactor = 0.5m, LongPromptAbove = 1_000,
                LongPrompt = new() { InputPerMillion = 3, OutputPerMillion = 30, PerRequest = 0.3m, BatchFactor = 0.5m },
            },
        };

        Assert.Equal((0.1m * list) + (list * (input + (10 * output)) / 1_000_000m), price.CostOf(new(input, 0, output, 0), Noon));
        Assert.Equal((0.1m * list) + (list * (input + (10 * output)) / 2_000_000m), price.CostOf(new(input, 0, output, 0), Noon, isBatch: true));
        Assert.Equal((0.1m * list) + (list * (input + (10 * output)) / 1_000_000m), price.HighestCost(input, output, Noon, Noon));
        Assert.Null(ModelPricingCheck.Problem(price));
    }

    [Fact]
    public void Of_several_discounts_the_best_counts_alone_and_fees_have_none()
    {
        var price = new ModelPricing
        {
            InputPerMillion = 1, PerRequest = 1, BatchFactor = 0.5m,
            OffPeak = [Window(0, 12, 0.75m), Window(6, 18, 0.25m)],
        };

        Assert.Equal([1.75m, 1.25m, 1.25m, 2m], new[] { 3, 6, 12, 18 }.Select(hour => Cost(hour, isBatch: false)));
        Assert.Equal([1.5m, 1.25m, 1.25m, 1.5m], new[] { 3, 6, 12, 18 }.Select(hour => Cost(hour, isBatch: true)));

        decimal Cost(int hour, bool isBatch) => price.CostOf(new(1_000_000, 0, 0, 0), new(2026, 3, 4, hour, 0, 0, TimeSpan.Zero), isBatch);

        static OffPeakWindow Window(int from, int to, decimal factor) => new() { From = new(from, 0), To = new(to, 0), Factor = factor };
    }

    [Fact]
    public void A_cost_allocates_nothing()
    {
        var price = PriceCatalog.Get("deepseek-v3");
        var usage = PricingGen.Usage([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var sum = price.CostOf(usage, Noon);

        // The least of several: the runtime's own work is counted on whatever thread it falls.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                sum += price.CostOf(usage, Noon.AddDays(-i), isBatch: i % 2 == 0);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
        Assert.True(sum > 0);
    }

    [Fact]
    public void A_list_that_cannot_be_right_is_refused()
    {
        var dated = new ModelPricing { EffectiveFrom = Noon };
        (ModelPricing Price, string Problem)[] wrong =
        [
            (new() { InputPerMillion = -0.1m }, "negative"),
            (new() { OutputPerMillion = -1 }, "negative"),
            (new() { CachedInputPerMillion = -1 }, "negative"),
            (new() { CacheWritePerMillion = -1 }, "negative"),
            (new() { LongCacheWritePerMillion = -1 }, "negative"),
            (new() { ImageInputPerMillion = -1 }, "negative"),
            (new() { AudioInputPerMillion = -1 }, "negative"),
            (new() { AudioOutputPerMillion = -1 }, "negative"),
            (new() { ReasoningPerMillion = -1 }, "negative"),
            (new() { PerRequest = -1 }, "negative"),
            (new() { PerRequest = decimal.MaxValue }, "above 1,000,000,000"),
            (new() { BatchFactor = 1.01m }, "factor"),
            (new() { BatchFactor = -0.5m }, "factor"),
            (new() { OffPeak = [new() { From = default, To = default, Factor = 2 }] }, "factor"),
            (new() { OffPeak = null! }, "null"),
            (new() { LongPrompt = new() }, "not greater than 0"),
            (new() { LongPromptAbove = 5, LongPrompt = new() { InputPerMillion = -1 } }, "negative"),
            (new() { LongPromptAbove = 5, LongPrompt = dated }, "date of its own"),
            (new() { LongPromptAbove = 5, LongPrompt = new() { LongPromptAbove = 5, LongPrompt = new() } }, "before the one"),
            (dated with { Earlier = dated }, "each must be later"),
            (dated with { Earlier = dated with { EffectiveFrom = Noon.AddTicks(1) } }, "each must be later"),
            (new() { Earlier = dated }, "no date"),
            (dated with { Earlier = new() { InputPerMillion = -1 } }, "negative"),
        ];

        Assert.All(wrong, w =>
        {
            Assert.Contains(w.Problem, ModelPricingCheck.Problem(w.Price), StringComparison.Ordinal);
            Assert.Contains(w.Problem, ModelProfileCheck.Problem(Routers.Profile("m") with { Pricing = w.Price }), StringComparison.Ordinal);
        });
        Assert.Null(ModelPricingCheck.Problem(ModelPricing.Free));
    }
}
