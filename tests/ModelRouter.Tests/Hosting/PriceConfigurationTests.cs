using System.Runtime.CompilerServices;

namespace ModelRouter.Tests;

public class PriceConfigurationTests
{
    private const string Full = """
        { "ModelRouter": {
            "Currencies": { "KRW": 0.0007, "eur": 1.1 },
            "Prices": {
              "contract": { "Currency": "krw", "InputPerMillion": 400, "OutputPerMillion": 1600, "PerRequest": 10, "Source": "contract 17", "Read": "2026-10-01", "Note": "until May" },
              "GPT-5": [
                { "InputPerMillion": 9, "OutputPerMillion": 90 },
                { "EffectiveFrom": "2026-02-01", "Currency": "EUR", "InputPerMillion": 1, "OutputPerMillion": 10 },
                { "EffectiveFrom": "2026-03-01T16:00:00+09:00", "InputPerMillion": 2, "CachedInputPerMillion": 0.2, "CacheWritePerMillion": 2.5,
                  "LongCacheWritePerMillion": 4, "ImageInputPerMillion": 3, "AudioInputPerMillion": 5, "OutputPerMillion": 20, "ReasoningPerMillion": 21,
                  "AudioOutputPerMillion": 40, "PerRequest": 0.01, "BatchFactor": 0.5,
                  "OffPeak": [ { "From": "16:30", "To": "00:30", "Factor": 0.25 }, { "From": "00:00", "To": "00:00", "Factor": 0.75, "Days": ["Saturday", "Sunday"] } ],
                  "LongPrompt": { "AboveInputTokens": 200000, "InputPerMillion": 4, "OutputPerMillion": 30,
                    "LongPrompt": { "AboveInputTokens": 500000, "InputPerMillion": 8, "OutputPerMillion": 60, "PerRequest": 0.02 } } }
              ] },
            "Models": {
              "named": { "Provider": "fake", "Tier": "Cloud", "Price": "deepseek-r1" },
              "won": { "Provider": "fake", "Tier": "Cloud", "Price": "Contract" },
              "overridden": { "Provider": "fake", "Tier": "Cloud", "Price": "gpt-5" },
              "dated": { "Provider": "fake", "Tier": "Cloud", "Price": [ { "InputPerMillion": 1, "OutputPerMillion": 2 }, { "EffectiveFrom": "2026-05-01", "InputPerMillion": 3, "OutputPerMillion": 4 } ] },
              "inline": { "Provider": "fake", "Tier": "Cloud", "Price": { "Currency": "KRW", "InputPerMillion": 1000, "OutputPerMillion": 2000, "OffPeak": { "From": "22:00", "To": "06:00", "Factor": 0 } } },
              "own": { "Provider": "fake", "Tier": "SelfHosted", "Price": { "SelfHosted": { "Utilization": 0.5, "Gpu": "H800", "GpusPerNode": 8, "DollarsPerGpuHour": 2,
                "PrefillTokensPerSecond": 20000, "DecodeTokensPerSecond": 10000, "CachedInputWeight": 0.1 } } }
            } } }
        """;

    [Fact]
    public void A_price_is_an_id_a_list_several_dated_ones_or_what_hosting_costs()
    {
        var prices = Load(Full);

        Assert.Equal(PriceCatalog.Get("deepseek-r1"), prices["named"]);
        Assert.Equal(
            new()
            {
                InputPerMillion = 0.28m, OutputPerMillion = 1.12m, PerRequest = 0.007m,
                Origin = new() { Id = "contract", Currency = "KRW", DollarsPerUnit = 0.0007m, Source = "contract 17", Read = new(2026, 10, 1), Note = "until May" },
            },
            prices["won"]);
        Assert.Equal(
            new() { InputPerMillion = 3, OutputPerMillion = 4, EffectiveFrom = Utc(2026, 5, 1), Earlier = new() { InputPerMillion = 1, OutputPerMillion = 2 } },
            prices["dated"]);
        Assert.Equal(0.7m, prices["inline"].CostOf(new(1_000_000, 0, 0, 0), Utc(2026, 1, 1, 21)));
        Assert.Equal(0, prices["inline"].CostOf(new(1_000_000, 0, 0, 0), Utc(2026, 1, 1, 23)));
    }

    [Fact]
    public void The_configurations_prices_come_before_the_catalogs_and_every_key_is_read()
    {
        var newest = Load(Full)["overridden"];

        Assert.Equal(Utc(2026, 3, 1, 7), newest.EffectiveFrom);
        Assert.Equal(
            [2, 0.2m, 2.5m, 4, 3, 5, 20, 21, 40, 0.01m, 0.5m],
            new[]
            {
                newest.InputPerMillion, newest.CachedInputPerMillion, newest.CacheWritePerMillion, newest.LongCacheWritePerMillion, newest.ImageInputPerMillion,
                newest.AudioInputPerMillion, newest.OutputPerMillion, newest.ReasoningPerMillion, newest.AudioOutputPerMillion, newest.PerRequest, newest.BatchFactor,
            });
        Assert.Equal((new TimeOnly(16, 30), new TimeOnly(0, 30), 0.25m), (newest.OffPeak[0].From, newest.OffPeak[0].To, newest.OffPeak[0].Factor));
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], newest.OffPeak[1].Days);

        // Long prompts have the list's discounts, and its fee unless they have one.
        var longer = newest.LongPrompt!;
        Assert.Equal((200_000, 4, 0.01m, 0.5m, 2), (newest.LongPromptAbove, longer.InputPerMillion, longer.PerRequest, longer.BatchFactor, longer.OffPeak.Count));
        Assert.Equal((500_000, 8, 0.02m), (longer.LongPromptAbove, longer.LongPrompt!.InputPerMillion, longer.LongPrompt.PerRequest));

        Assert.Equal((1.1m, 11, "EUR", 1.1m), Of(newest.Earlier!));
        Assert.Equal((9, 90, "USD", 1), Of(newest.Earlier!.Earlier!));
        Assert.Null(newest.Earlier.Earlier!.EffectiveFrom);

        static (decimal, decimal, string, decimal) Of(ModelPricing p) => (p.InputPerMillion, p.OutputPerMillion, p.Origin!.Currency, p.Origin.DollarsPerUnit);
    }

    [Fact]
    public void A_window_is_written_as_a_rules_is_and_an_empty_list_for_long_prompts_is_none()
    {
        var price = Load(Full.Replace("\"From\": \"22:00\", \"To\": \"06:00\", \"Factor\": 0 }", "\"From\": \"9:00\", \"To\": \"24:00\", \"Factor\": 0 }, \"LongPrompt\": \"\"", StringComparison.Ordinal))["inline"];

        Assert.Equal((new TimeOnly(9, 0), TimeOnly.MinValue), (price.OffPeak[0].From, price.OffPeak[0].To));
        Assert.Equal([0.7m, 0, 0], new[] { 8, 9, 23 }.Select(hour => price.CostOf(new(1_000_000, 0, 0, 0), Utc(2026, 1, 1, hour))));
        Assert.Null(price.LongPrompt);
    }

    [Fact]
    public void A_part_of_the_mix_that_is_left_out_is_none()
    {
        string With(string mix) => Full.Replace("\"CachedInputWeight\": 0.1", $"\"PrefillIncludesCacheHits\": true, \"Mix\": {{ {mix} }}", StringComparison.Ordinal);

        Assert.Equal(Of(Load(With("\"Input\": 3, \"CachedInput\": 0, \"Output\": 1"))["own"]), Of(Load(With("\"Input\": 3, \"Output\": 1"))["own"]));
    }

    [Fact]
    public void A_self_hosted_price_is_the_cost_models_own()
    {
        // 16 dollars an hour, half of it idle: 32 dollars for an hour of work, in which 72 million tokens are read or 36 million written.
        var price = Load(Full)["own"];

        Assert.Equal([decimal.Round(32 / 72m, 12), decimal.Round(3.2m / 72, 12), decimal.Round(32 / 36m, 12)], Of(price).Select(p => decimal.Round(p, 12)));
        Assert.Equal("full cost of 8 × H800, busy 50% of the time", price.Origin!.Source);
        Assert.Equal(
            [decimal.Round(16 / 72m, 12), decimal.Round(1.6m / 72, 12), decimal.Round(16 / 36m, 12)],
            Of(Load(Full.Replace("\"Utilization\": 0.5", "\"Cost\": \"Marginal\"", StringComparison.Ordinal))["own"]));
    }

    [Fact]
    public void DeepSeeks_published_inputs_give_its_published_cost()
    {
        var json = Full.Replace(
            "\"Utilization\": 0.5,",
            "\"Utilization\": 1, \"PrefillIncludesCacheHits\": true, \"Mix\": { \"Input\": 265.822, \"CachedInput\": 342.178, \"Output\": 168 },",
            StringComparison.Ordinal)
            .Replace("\"PrefillTokensPerSecond\": 20000", "\"PrefillTokensPerSecond\": 73700", StringComparison.Ordinal)
            .Replace("10000, \"CachedInputWeight\": 0.1", "14800", StringComparison.Ordinal);

        Assert.Equal([0.0603m, 0.0603m, 0.3003m], Of(Load(json)["own"]).Select(static p => decimal.Round(p, 4)));
    }

    [Fact]
    public void Owned_GPUs_have_the_price_of_their_cost_model()
    {
        var json = Full.Replace(
            "\"DollarsPerGpuHour\": 2,",
            """
            "PurchasePricePerGpu": 18250, "PurchasePricePerNode": 7300, "AmortizationYears": 10, "BusyKilowatts": 1, "IdleKilowatts": 0.5,
            "PowerUsageEffectiveness": 1.5, "DollarsPerKilowattHour": 0.2, "UpkeepShare": 0.05,
            """,
            StringComparison.Ordinal);
        var model = new SelfHostedCostModel
        {
            Node = new()
            {
                GpusPerNode = 8,
                Cost = new OwnedGpus
                {
                    PurchasePricePerGpu = 18_250, PurchasePricePerNode = 7_300, AmortizationYears = 10, BusyKilowatts = 1, IdleKilowatts = 0.5m,
                    PowerUsageEffectiveness = 1.5m, DollarsPerKilowattHour = 0.2m, UpkeepShare = 0.05m,
                },
            },
            Nodes = 1,
            Throughput = new() { PrefillTokensPerSecond = 20_000, DecodeTokensPerSecond = 10_000, CachedInputWeight = 0.1m },
            Load = new() { InputTokens = 864_000_000, CachedInputTokens = 0, OutputTokens = 0 },
        };

        Assert.Equal(Of(model.Calculate().FullPricing!).Select(static p => decimal.Round(p, 12)), Of(Load(json)["own"]));
    }

    [Fact]
    public void The_READMEs_prices_can_be_read()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var begin = readme.IndexOf("```json", readme.IndexOf("## Prices", StringComparison.Ordinal), StringComparison.Ordinal) + 7;
        var json = readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)]
            .Replace("\"openai\"", "\"fake\"", StringComparison.Ordinal).Replace("\"llamacpp\"", "\"fake\"", StringComparison.Ordinal);

        var prices = Load(json);

        Assert.Equal(PriceCatalog.Get("deepseek-r1"), prices["r1-cloud"]);
        Assert.Equal(0.272m, prices["korean"].InputPerMillion);
        Assert.Equal((0.5m, 0.3m), (prices["flash"].OffPeak[0].Factor, prices["flash"].Earlier!.InputPerMillion));
        Assert.Equal(decimal.Round(16 / 0.4m / 72, 12), prices["r1-house"].InputPerMillion);
    }

    [Theory]
    [InlineData("\"deepseek-r1\"", "\"deepsek-r1\"", "Models:named:Price", "There is no price 'deepsek-r1'. Did you mean 'deepseek-r1'?")]
    [InlineData("\"Price\": \"Contract\"", "\"Price\": \"contrct\"", "Models:won:Price", "Did you mean 'contract'?")]
    [InlineData("\"Price\": \"deepseek-r1\"", "\"Price\": \"ernie-4.5-turbo\"", "Models:named:Price", "There is no rate for CNY. Known: EUR, KRW, USD.")]
    [InlineData("\"Currency\": \"krw\"", "\"Currency\": \"krx\"", "Prices:contract", "There is no rate for KRX. Did you mean 'KRW'? Known: EUR, KRW, USD. Give US dollars per KRX under Currencies.")]
    [InlineData("\"Currency\": \"krw\"", "\"Currency\": \"won!\"", "Prices:contract:Currency", "three letters of ISO 4217")]
    [InlineData("\"KRW\": 0.0007", "\"KRWS\": 0.0007", "Currencies:KRWS", "three letters of ISO 4217")]
    [InlineData("\"KRW\": 0.0007", "\"KRW\": 0", "Currencies:KRW", "greater than 0")]
    [InlineData("\"KRW\": 0.0007", "\"KRW\": -1", "Currencies:KRW", "at least 0")]
    [InlineData("\"KRW\": 0.0007", "\"USD\": 2, \"KRW\": 0.0007", "Currencies:USD", "a USD is 1")]
    [InlineData("\"KRW\": 0.0007", "\"KRW\": 1000000.5", "Currencies:KRW", "at most 1,000,000")]
    [InlineData("\"InputPerMillion\": 400", "\"InputPerMillion\": 4000000000", "Prices:contract:InputPerMillion", "at most 1,000,000,000")]
    [InlineData("\"InputPerMillion\": 400", "\"InputPerMilion\": 400", "Prices:contract:InputPerMilion", "Did you mean 'InputPerMillion'?")]
    [InlineData("\"InputPerMillion\": 400", "\"InputPerMillion\": -4", "Prices:contract:InputPerMillion", "at least 0")]
    [InlineData("\"Read\": \"2026-10-01\"", "\"Read\": \"1.10.2026\"", "Prices:contract:Read", "a date such as 2026-01-31")]
    [InlineData("\"EffectiveFrom\": \"2026-02-01\"", "\"EffectiveFrom\": \"February\"", "Prices:GPT-5:1:EffectiveFrom", "a date such as 2026-01-31, or with a time")]
    [InlineData("\"EffectiveFrom\": \"2026-02-01\"", "\"EffectiveFrom\": \"2026-03-01T07:00:00Z\"", "Prices:GPT-5:2", "each must be later than the one before")]
    [InlineData("\"EffectiveFrom\": \"2026-02-01\", ", "", "Prices:GPT-5:1", "no date from which it is in force")]
    [InlineData("{ \"InputPerMillion\": 9, \"OutputPerMillion\": 90 }", "9", "Prices:GPT-5:0", "'9' is not allowed; it must be a price list.")]
    [InlineData("\"BatchFactor\": 0.5", "\"BatchFactor\": 1.5", "Prices:GPT-5:2:BatchFactor", "at most 1")]
    [InlineData("\"Factor\": 0.25", "\"Factor\": 25", "Prices:GPT-5:2:OffPeak:0:Factor", "at most 1")]
    [InlineData("\"Factor\": 0.25", "\"Facto\": 0.25", "Prices:GPT-5:2:OffPeak:0:Facto", "Did you mean 'Factor'?")]
    [InlineData(", \"Factor\": 0.25", "", "Prices:GPT-5:2:OffPeak:0:Factor", "A value is required.")]
    [InlineData("\"From\": \"16:30\"", "\"From\": \"4:30 pm\"", "Prices:GPT-5:2:OffPeak:0:From", "a time of the day in UTC")]
    [InlineData("\"From\": \"16:30\"", "\"From\": \"24:00\"", "Prices:GPT-5:2:OffPeak:0:From", "from 00:00 to 23:59")]
    [InlineData("\"Saturday\"", "\"Saterday\"", "Prices:GPT-5:2:OffPeak:1:Days:0", "Did you mean 'Saturday'?")]
    [InlineData("\"AboveInputTokens\": 200000", "\"AboveTokens\": 200000", "Prices:GPT-5:2:LongPrompt:AboveTokens", "unknown")]
    [InlineData("\"AboveInputTokens\": 200000, ", "", "Prices:GPT-5:2:LongPrompt:AboveInputTokens", "A value is required.")]
    [InlineData("\"AboveInputTokens\": 500000", "\"AboveInputTokens\": 200000", "Prices:GPT-5:2", "before the one for long ones")]
    [InlineData("\"Price\": \"deepseek-r1\"", "\"Price\": \"deepseek-r1\", \"Unpriced\": true", "Models:named:Unpriced", "can't be unpriced")]
    [InlineData(", \"Price\": \"deepseek-r1\"", "", "Models:named:Price", "or the id of one")]
    [InlineData("\"Utilization\": 0.5, ", "", "Models:own:Price:SelfHosted:Utilization", "how busy the GPUs are")]
    [InlineData("\"Utilization\": 0.5", "\"Utilization\": 50", "Models:own:Price:SelfHosted:Utilization", "from 0 to 1")]
    [InlineData("\"Utilization\": 0.5", "\"Utilization\": 0", "Models:own:Price:SelfHosted:Utilization", "at least 0.01")]
    [InlineData("\"Utilization\": 0.5", "\"Utilisation\": 0.5", "Models:own:Price:SelfHosted:Utilisation", "Did you mean 'Utilization'?")]
    [InlineData("\"GpusPerNode\": 8", "\"GpusPerNode\": 800", "Models:own:Price:SelfHosted:GpusPerNode", "'800' is not allowed; it must be from 1 to 128.")]
    [InlineData("\"DollarsPerGpuHour\": 2,", "", "Models:own:Price:SelfHosted:DollarsPerGpuHour", "PurchasePricePerGpu")]
    [InlineData("\"DollarsPerGpuHour\": 2", "\"DollarsPerGpuHour\": 2, \"UpkeepShare\": 0.1", "Models:own:Price:SelfHosted:UpkeepShare", "give one or the other")]
    [InlineData("\"DollarsPerGpuHour\": 2", "\"UpkeepShare\": 0.1", "Models:own:Price:SelfHosted:PurchasePricePerGpu", "A value is required.")]
    [InlineData("\"CachedInputWeight\": 0.1", "\"Mix\": { \"Input\": 0, \"CachedInput\": 1, \"Output\": 0 }", "Models:own:Price:SelfHosted:Mix:CachedInput", "hits alone take no time here")]
    [InlineData("\"CachedInputWeight\": 0.1", "\"Mix\": { \"Input\": 1, \"CachedInput\": 1, \"Outptu\": 1 }", "Models:own:Price:SelfHosted:Mix:Outptu", "Did you mean 'Output'?")]
    [InlineData("\"CachedInputWeight\": 0.1", "\"PrefillIncludesCacheHits\": true", "Models:own:Price:SelfHosted:Mix:Input", "A value is required.")]
    [InlineData("\"Price\": { \"SelfHosted\": {", "\"Price\": { \"PerRequest\": 1, \"SelfHosted\": {", "Models:own:Price:PerRequest", "Allowed: SelfHosted.")]
    public void An_error_names_the_path_and_what_to_write_instead(string right, string wrong, string path, string message)
    {
        Assert.Contains(right, Full, StringComparison.Ordinal);
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => Load(Full.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal($"ModelRouter:{path}", thrown.Path);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<decimal> Of(ModelPricing price) => [price.InputPerMillion, price.CachedInputPerMillion!.Value, price.OutputPerMillion];

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static DateTimeOffset Utc(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    private static Dictionary<string, ModelPricing> Load(string json) =>
        ModelRouterConfiguration.Load(ConfigurationTests.Parse(json), [new FakeProvider()]).Endpoints
            .ToDictionary(static e => e.Profile.Id, static e => e.Profile.Pricing, StringComparer.Ordinal);
}
