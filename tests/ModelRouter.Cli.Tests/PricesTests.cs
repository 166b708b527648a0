using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class PricesTests : IDisposable
{
    private const string Configuration = """
        { "ModelRouter": {
            "Currencies": { "KRW": 0.0007, "CNY": 0.14 },
            "Prices": { "contract": { "Currency": "KRW", "InputPerMillion": 400, "OutputPerMillion": 1600, "Source": "contract 17", "Read": "2026-10-01" } },
            "Models": {
              "won": { "Provider": "openai", "Tier": "Cloud", "Price": "contract", "ProviderModel": "m", "Settings": { "Endpoint": "http://localhost:1/v1", "ApiKey": "k" } },
              "ernie": { "Provider": "openai", "Tier": "Cloud", "Price": "ERNIE-4.5-turbo", "ProviderModel": "m", "Settings": { "Endpoint": "http://localhost:1/v1", "ApiKey": "k" } },
              "own": { "Provider": "openai", "Tier": "SelfHosted", "ProviderModel": "m", "Settings": { "Endpoint": "http://localhost:1/v1", "ApiKey": "k" },
                "Price": { "SelfHosted": { "Cost": "Marginal", "GpusPerNode": 1, "DollarsPerGpuHour": 3.6, "PrefillTokensPerSecond": 1000, "DecodeTokensPerSecond": 100 } } },
              "inline": { "Provider": "openai", "Tier": "Cloud", "Price": { "InputPerMillion": 1, "OutputPerMillion": 2 }, "ProviderModel": "m", "Settings": { "Endpoint": "http://localhost:1/v1", "ApiKey": "k" } }
            } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-prices-").FullName;

    [Fact]
    public async Task The_catalog_is_listed_with_currency_date_and_source()
    {
        var table = await RunAsync("cost", "prices");
        using var json = await JsonOf("cost", "prices", "--json");

        Assert.True(table.ExitCode == 0, table.ToString());
        var lines = table.Out.Split('\n');
        Assert.Contains(lines, static line => Has(line, "deepseek-r1", "USD", "0.55", "0.14", "2.19", "DeepSeek, models and pricing, read 2025-08-22"));
        Assert.Contains(lines, static line => Has(line, "o3 ", "2025-06-10", "USD", "2", "0.5", "8", "OpenAI"));
        Assert.Contains(lines, static line => Has(line, "ernie-4.5-turbo", "CNY", "0.8", "3.2", "Baidu"));
        var prices = json.RootElement.GetProperty("prices").EnumerateArray().ToList();
        Assert.Equal(PriceCatalog.Ids, prices.Select(static p => p.GetProperty("id").GetString()!), StringComparer.Ordinal);
        Assert.All(prices, static price =>
        {
            Assert.Equal("catalog", price.GetProperty("place").GetString());
            Assert.Single(price.GetProperty("versions").EnumerateArray(), static v => v.GetProperty("in_force").GetBoolean());
        });
    }

    [Fact]
    public async Task One_price_is_told_with_all_its_versions()
    {
        var table = await RunAsync("cost", "prices", "--model", "DeepSeek-V3");
        using var json = await JsonOf("cost", "prices", "--model", "deepseek-v3", "--json");

        Assert.True(table.ExitCode == 0, table.ToString());
        Assert.All(
            ["2025-02-08 16:00Z", "0.014", "1.1", "16:30-00:30 UTC × 0.5", "in force", "read 2025-08-22"],
            text => Assert.Contains(text, table.Out, StringComparison.Ordinal));
        var versions = Assert.Single(json.RootElement.GetProperty("prices").EnumerateArray()).GetProperty("versions");
        Assert.Equal(
            ["2024-12-26T00:00:00+00:00", "2025-02-08T16:00:00+00:00", "2025-02-26T16:30:00+00:00", "2025-09-05T16:00:00+00:00"],
            versions.EnumerateArray().Select(static v => v.GetProperty("effective_from").GetString()!),
            StringComparer.Ordinal);
        Assert.Equal("16:30-00:30 UTC × 0.5", versions[2].GetProperty("off_peak")[0].GetString());
        Assert.Equal([false, false, false, true], versions.EnumerateArray().Select(static v => v.GetProperty("in_force").GetBoolean()));
    }

    [Fact]
    public async Task Long_prompts_and_days_are_told()
    {
        var gemini = await RunAsync("cost", "prices", "--model", "gemini-2.5-pro");
        var weekend = await RunAsync("cost", "prices", "--model", "deepseek-v4-pro");
        using var json = await JsonOf("cost", "prices", "--model", "gemini-2.5-pro", "--json");

        Assert.Contains("above 200000 tokens: 2.5 in, 15 out", gemini.Out, StringComparison.Ordinal);
        Assert.Contains("24 hours from 00:00 UTC, Saturday and Sunday × 0.5", weekend.Out, StringComparison.Ordinal);
        var longPrompt = json.RootElement.GetProperty("prices")[0].GetProperty("versions")[0].GetProperty("long_prompt");
        Assert.Equal((200_000, 0.25m), (longPrompt.GetProperty("above_input_tokens").GetInt64(), longPrompt.GetProperty("cached_input_per_million").GetDecimal()));
    }

    [Fact]
    public async Task The_configurations_prices_and_models_are_listed_as_well()
    {
        var path = Write(Configuration);

        using var json = await JsonOf("cost", "prices", "--json", "--config", path);
        var won = await RunAsync("cost", "prices", "--model", "won", "--config", path);
        var list = await RunAsync("cost", "prices", "--config", path);

        var prices = json.RootElement.GetProperty("prices").EnumerateArray().ToDictionary(static p => p.GetProperty("id").GetString()!, StringComparer.Ordinal);
        Assert.Equal(PriceCatalog.Ids.Count + 3, prices.Count);
        Assert.Equal(("configuration", "won"), (prices["contract"].GetProperty("place").GetString(), prices["contract"].GetProperty("models")[0].GetString()));
        Assert.Equal("ernie", prices["ernie-4.5-turbo"].GetProperty("models")[0].GetString());
        var contract = prices["contract"].GetProperty("versions")[0];
        Assert.Equal(("KRW", 400m, 0.0007m), (
            contract.GetProperty("currency").GetString(), contract.GetProperty("input_per_million").GetDecimal(), contract.GetProperty("dollars_per_unit").GetDecimal()));
        Assert.Equal(10m, prices["own"].GetProperty("versions")[0].GetProperty("output_per_million").GetDecimal());
        Assert.Equal("marginal cost of 1 × GPU", prices["own"].GetProperty("versions")[0].GetProperty("source").GetString());
        Assert.Equal(("model", JsonValueKind.Null), (prices["inline"].GetProperty("place").GetString(), prices["inline"].GetProperty("versions")[0].GetProperty("source").ValueKind));
        Assert.All(["KRW at $0.0007", "1600", "contract 17, read 2026-10-01", "charged by it: won"], text => Assert.Contains(text, won.Out, StringComparison.Ordinal));
        Assert.Contains(list.Out.Split('\n'), static line => Has(line, "own (model)", "10", "marginal cost"));
    }

    [Fact]
    public async Task A_models_info_explains_its_price()
    {
        var path = Write(Configuration);

        var table = await RunAsync("models", "info", "ernie", "--config", path);
        using var json = await JsonOf("models", "info", "ernie", "--config", path, "--json");

        Assert.All(
            ["0.112 / 0.448", "ernie-4.5-turbo: Baidu, announcement at Create 2025, read 2025-04-25", "CNY at $0.14"],
            text => Assert.Contains(text, table.Out, StringComparison.Ordinal));
        var price = json.RootElement.GetProperty("model").GetProperty("price");
        Assert.Equal(
            ("USD", 0.112m, "CNY", 0.14m, "ernie-4.5-turbo"),
            (price.GetProperty("currency").GetString(), price.GetProperty("input_per_million").GetDecimal(), price.GetProperty("list_currency").GetString(),
                price.GetProperty("dollars_per_unit").GetDecimal(), price.GetProperty("price_id").GetString()));
    }

    [Theory]
    [InlineData("\"Price\": \"contract\"", "\"Price\": \"contrct\"", "ModelRouter:Models:won:Price: There is no price 'contrct'. Did you mean 'contract'?")]
    [InlineData(", \"CNY\": 0.14", "", "ModelRouter:Models:ernie:Price: There is no rate for CNY. Known: KRW, USD.")]
    [InlineData("\"Currency\": \"KRW\"", "\"Curency\": \"KRW\"", "ModelRouter:Prices:contract:Curency: The key 'Curency' is unknown. Did you mean 'Currency'?")]
    public async Task Wrong_configuration_is_told_with_its_place(string right, string wrong, string expected)
    {
        Assert.Contains(right, Configuration, StringComparison.Ordinal);
        var path = Write(Configuration.Replace(right, wrong, StringComparison.Ordinal));

        var result = await RunAsync("cost", "prices", "--config", path);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains($"error: {path}: {expected}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_price_is_an_error_that_suggests_one()
    {
        var result = await RunAsync("cost", "prices", "--model", "deepsek-r1");

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("there is no price 'deepsek-r1', and no configured model that has one. Did you mean 'deepseek-r1'?", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Has(string line, params string[] words) => Array.TrueForAll(words, word => line.Contains(word, StringComparison.Ordinal));

    private string Write(string json)
    {
        var path = Path.Combine(_folder, "modelrouter.json");
        File.WriteAllText(path, json);
        return path;
    }

    private static async Task<JsonDocument> JsonOf(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Out);
    }

    private static Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(arguments, null);
}
