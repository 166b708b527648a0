using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Tests;

public class PriceCatalogTests
{
    private static readonly Dictionary<string, decimal> Rates = new(StringComparer.Ordinal) { ["CNY"] = 0.14m };

    public static TheoryData<string> Ids => [.. PriceCatalog.Ids];

    [Fact]
    public void The_file_is_sorted_and_has_each_id_once()
    {
        using var stream = typeof(PriceCatalog).Assembly.GetManifestResourceStream("prices.json")!;
        using var json = JsonDocument.Parse(stream);
        var ids = json.RootElement.GetProperty("Prices").EnumerateObject().Select(static p => p.Name).ToList();

        Assert.Equal(ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids, PriceCatalog.Ids);
        Assert.All(ids, static id => Assert.Equal(id.ToLowerInvariant(), id));
        Assert.True(ids.Count >= 60, $"{ids.Count}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_price_can_be_used_and_says_who_says_so_and_when_it_was_read(string id)
    {
        var price = PriceCatalog.Get(id.ToUpperInvariant(), Rates);

        Assert.Null(ModelPricingCheck.Problem(price));
        for (var version = price; version is not null; version = version.Earlier)
        {
            var origin = version.Origin;
            Assert.Equal(id, origin?.Id);
            Assert.False(string.IsNullOrWhiteSpace(origin!.Source));
            Assert.InRange(origin.Read!.Value, new(2024, 1, 1), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            Assert.True(version is { InputPerMillion: > 0, OutputPerMillion: > 0 });

            // What a vendor's own reader would take for a slip of the pen.
            Assert.True(version.CachedInputPerMillion is null || version.CachedInputPerMillion < version.InputPerMillion);
            Assert.True(version.CacheWritePerMillion is null || version.CacheWritePerMillion > version.InputPerMillion);
            Assert.True(version.LongCacheWritePerMillion is null || version.LongCacheWritePerMillion > version.CacheWritePerMillion);
            Assert.True(version.LongPrompt is null
                || (version.LongPrompt.InputPerMillion > version.InputPerMillion && version.LongPrompt.OutputPerMillion > version.OutputPerMillion));
            Assert.True(version.OutputPerMillion > version.InputPerMillion);
        }
    }

    [Theory]
    [InlineData("deepseek-r1", "2025-02-27", 0.55, 0.14, 2.19)]
    [InlineData("deepseek-v3", "2025-02-08T15:59:59Z", 0.14, 0.014, 0.28)]
    [InlineData("deepseek-v3", "2025-02-08T16:00:00Z", 0.27, 0.07, 1.10)]
    [InlineData("deepseek-v3", "2025-03-01T16:29:59Z", 0.27, 0.07, 1.10)]
    [InlineData("deepseek-v3", "2025-03-01T16:30:00Z", 0.135, 0.035, 0.55)]
    [InlineData("deepseek-v3", "2025-03-02T00:29:59Z", 0.135, 0.035, 0.55)]
    [InlineData("deepseek-v3", "2026-03-01T16:30:00Z", 0.27, 0.07, 1.10)]
    [InlineData("deepseek-v4-pro", "2026-11-02T01:00:00Z", 1.32, 0.044, 3.96)]
    [InlineData("deepseek-v4-pro", "2026-11-02T00:59:59Z", 0.66, 0.022, 1.98)]
    [InlineData("deepseek-v4-pro", "2026-11-02T05:00:00Z", 0.66, 0.022, 1.98)]
    [InlineData("deepseek-v4-pro", "2026-11-02T09:59:59Z", 1.32, 0.044, 3.96)]
    [InlineData("deepseek-v4-pro", "2026-11-02T23:59:59Z", 0.66, 0.022, 1.98)]
    [InlineData("deepseek-v4-pro", "2026-11-01T02:00:00Z", 0.66, 0.022, 1.98)]
    [InlineData("o3", "2025-06-09", 10, 2.5, 40)]
    [InlineData("o3", "2025-06-10", 2, 0.5, 8)]
    [InlineData("gemini-2.5-pro", "2026-01-01", 1.25, 0.125, 10)]
    [InlineData("ernie-4.5-turbo", "2026-01-01", 0.112, 0.112, 0.448)]
    public void Known_prices_are_what_they_are_known_to_be(string id, string at, double input, double cached, double output)
    {
        var price = PriceCatalog.Get(id, Rates);
        var time = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        Assert.Equal(
            [(decimal)input, (decimal)cached, (decimal)output],
            new TokenUsage[] { new(100_000, 0, 0, 0), new(100_000, 100_000, 0, 0), new(0, 0, 100_000, 0) }.Select(usage => price.CostOf(usage, time) * 10));
    }

    [Fact]
    public void Writing_to_a_cache_costs_more_for_an_hour_than_for_minutes()
    {
        var price = PriceCatalog.Get("claude-sonnet-4-6");
        var usage = new TokenUsage(3_000_000, 1_000_000, 0, 0) { Details = new() { CacheWriteTokens = 2_000_000, LongCacheWriteTokens = 1_000_000 } };

        Assert.Equal(0.3m + 3.75m + 6, price.CostOf(usage, new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void An_unknown_id_and_a_currency_without_a_rate_are_errors()
    {
        Assert.Contains("Did you mean 'deepseek-r1'?", Assert.Throws<ArgumentException>(() => PriceCatalog.Get("deepsek-r1")).Message, StringComparison.Ordinal);
        Assert.Contains("no rate for CNY", Assert.Throws<ArgumentException>(() => PriceCatalog.Get("ernie-4.5-turbo")).Message, StringComparison.Ordinal);
    }
}
