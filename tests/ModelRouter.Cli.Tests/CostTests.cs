using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class CostTests : IDisposable
{
    private const string Rented = "--gpus-per-node 1 --gpu-hour-price 1 --prefill-speed 1000 --decode-speed 1000";
    private const string Owned = "--gpus-per-node 2 --gpu-price 18250 --node-price 7300 --amortization-years 10 --power-busy 1 --power-idle 0.5 "
        + "--pue 1.5 --electricity-price 0.2 --prefill-speed 1000 --decode-speed 100";

    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-cost-").FullName;

    [Fact]
    public async Task The_preset_reproduces_DeepSeeks_figures()
    {
        using var json = await JsonOf("self-host --preset deepseek-2025-02 --json");

        var root = json.RootElement;
        Assert.Equal(87_072m, root.GetProperty("daily_cost").GetDecimal());
        Assert.Equal(562_027m, decimal.Round(root.GetProperty("daily_revenue").GetDecimal()));
        Assert.Equal(545m, decimal.Round(root.GetProperty("margin_percent").GetDecimal()));
        Assert.Equal(1.0005m, decimal.Round(root.GetProperty("utilization").GetDecimal(), 4));
        var kinds = root.GetProperty("kinds");
        Assert.Equal("input cached_input output", Json.Members(kinds));
        Assert.All(kinds.EnumerateObject(), kind => Assert.Equal(
            "tokens node_seconds marginal_per_million full_per_million api_per_million", Json.Members(kind.Value)));
        Assert.Equal(
            87_072m,
            kinds.EnumerateObject().Sum(k => k.Value.GetProperty("full_per_million").GetDecimal() * k.Value.GetProperty("tokens").GetDecimal() / 1_000_000),
            1);
        Assert.Contains("342.178 B rounds to both", root.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_tells_the_same_and_how_the_figures_are_rounded()
    {
        var result = await RunAsync("self-host --preset deepseek-2025-02");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(
            ["$87,072", "$562,027", "545%", "100.05%", "226.86 nodes", "342.178 B", "$0.0603", "$0.3001", "$2.1900"],
            text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
        Assert.Contains("$562,100", result.Error, StringComparison.Ordinal);
        Assert.Contains("--cached-weight", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speeds_can_be_measured_with_the_engine_itself()
    {
        var model = Path.Combine(AppContext.BaseDirectory, "nano-r1", "nano-r1.gguf");
        using var json = await JsonOf($"self-host --measure {model} --measure-seconds 1 --gpus-per-node 1 --gpu-hour-price 1 --nodes 1 --utilization 0.5 --mix 60/20/20 --json");

        var root = json.RootElement;
        Assert.Equal(24, root.GetProperty("daily_cost").GetDecimal());
        var output = root.GetProperty("kinds").GetProperty("output");
        Assert.Equal(output.GetProperty("marginal_per_million").GetDouble() * 2, output.GetProperty("full_per_million").GetDouble(), 0.001);
        Assert.Contains("measured on this machine in ", root.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--measure nowhere.gguf", "nowhere.gguf")]
    [InlineData("--measure nobody", "models list --available")]
    [InlineData("--measure nowhere.gguf --decode-speed 5", "measures the speeds")]
    [InlineData("--measure nowhere.gguf --measure-seconds 0", "--measure-seconds")]
    public async Task What_cannot_be_measured_is_told(string options, string expected)
    {
        var result = await RunAsync($"self-host {options} --gpus-per-node 1 --gpu-hour-price 1 --nodes 1 --utilization 0.5 --mix 60/20/20");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_README_shows_what_the_command_prints()
    {
        var result = await RunAsync("self-host --preset deepseek-2025-02");

        var readme = (await File.ReadAllTextAsync(Readme(), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var printed = string.Join('\n', result.Out.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd()));
        Assert.Contains($"```\n$ modelrouter cost self-host --preset deepseek-2025-02\n{printed}\n```", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_inputs_give_the_same_without_the_preset()
    {
        using var json = await JsonOf(
            "self-host --json --nodes 226.75 --gpus-per-node 8 --gpu-hour-price 2 --prefill-speed 73.7k --decode-speed 14800 --prefill-includes-hits true "
                + "--input-tokens 608B --cache-share 0.563 --output-tokens 168e9 --input-price 0.55 --cached-input-price 0.14 --output-price 2.19");

        Assert.Equal(87_072m, json.RootElement.GetProperty("daily_cost").GetDecimal());
        Assert.Equal(561_975.36m, json.RootElement.GetProperty("daily_revenue").GetDecimal());
        Assert.Equal(342_304_000_000, json.RootElement.GetProperty("kinds").GetProperty("cached_input").GetProperty("tokens").GetInt64());
    }

    [Theory]
    [InlineData("--gpu-hour-price 3 --nodes 300", "daily_cost", 172_800)]
    [InlineData("--input-price 1.10", "daily_revenue", 708_229.12)]
    [InlineData("--input-tokens 304B", "daily_revenue", 464_973.51)]
    [InlineData("--cached-input-tokens 342B", "daily_revenue", 562_100)]
    [InlineData("--utilization 0.5", "required_nodes", 113.375)]
    [InlineData("--utilization 0.5 --mix 1/1/1", "required_nodes", 113.375)]
    public async Task Options_override_the_preset(string options, string member, double expected)
    {
        using var json = await JsonOf($"self-host --preset deepseek-2025-02 --json {options}");

        Assert.Equal((decimal)expected, json.RootElement.GetProperty(member).GetDecimal());
    }

    [Fact]
    public async Task Owned_nodes_cost_what_the_model_says()
    {
        using var json = await JsonOf($"self-host --json --nodes 2 {Owned} --upkeep 0.05 --input-tokens 50M --cache-share 0.2 --output-tokens 4.64M");

        // See the model's own tests.
        Assert.Equal(57.6m, json.RootElement.GetProperty("daily_cost").GetDecimal());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("daily_revenue").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("margin_percent").ValueKind);
        Assert.Equal(0m, json.RootElement.GetProperty("kinds").GetProperty("cached_input").GetProperty("full_per_million").GetDecimal());
    }

    [Fact]
    public async Task Break_even_is_told_and_drawn()
    {
        var plot = Path.Combine(_folder, "break-even.png");
        using var json = await JsonOf($"break-even {Rented} --mix 50/0/50 --input-price 0.5 --output-price 1.5 --json --plot {plot}");

        var root = json.RootElement;
        Assert.Equal(730_000_001, root.GetProperty("break_even_tokens_per_month").GetInt64());
        Assert.Equal(730_000_001, root.GetProperty("lasting_tokens_per_month").GetInt64());
        Assert.Equal(730m, root.GetProperty("node_dollars_per_month").GetDecimal());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("never_because").ValueKind);
        Assert.Equal(plot, root.GetProperty("plot").GetString());
        AssertPicture(plot);
    }

    [Theory]
    [InlineData("--preset deepseek-2025-02", "from 16.127 B tokens a month on", "from 16.127 B")]
    [InlineData(Rented + " --mix 1/0/1 --input-price 0.4 --output-price 0.4", "from 1.825 B tokens a month on", "from 5.475 B tokens a month on, self-hosting always")]
    [InlineData(Rented + " --mix 1/0/1 --input-price 0.2 --output-price 0.3", "never costs less", "the marginal cost, $0.2778 per million tokens")]
    [InlineData(Rented + " --mix 1/0/1 --input-price 0.4 --output-price 0.4 --utilization 0.5", "never costs less", "even a full node costs $730.00 a month")]
    [InlineData(Rented + " --mix 1/0/1 --input-price 0.2778 --output-price 0.2778", "from 2.628 B tokens a month on", "self-hosting always costs less")]
    public async Task The_outcome_is_a_sentence_and_a_picture(string options, string headline, string detail)
    {
        var plot = Path.Combine(_folder, "outcome.png");

        var result = await RunAsync($"break-even {options} --plot {plot}");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(headline, result.Out, StringComparison.Ordinal);
        Assert.Contains(detail, result.Out, StringComparison.Ordinal);
        Assert.Contains("note: the plot is in ", result.Error, StringComparison.Ordinal);
        AssertPicture(plot);
    }

    [Fact]
    public async Task The_table_shows_both_sides()
    {
        var result = await RunAsync($"break-even {Rented} --mix 1/0/1 --input-price 0.5 --output-price 1.5");

        var lines = result.Out.Split('\n');
        Assert.Contains(lines, line => line.Contains("365 M", StringComparison.Ordinal) && line.Contains("API", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("1.46 B", StringComparison.Ordinal) && line.Contains("self-hosted", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("2.92 B", StringComparison.Ordinal) && line.Contains("$1,460", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("self-host --preset deepsek-2025-02", "--preset 'deepsek-2025-02' is unknown. Did you mean 'deepseek-2025-02'? There is: deepseek-2025-02.")]
    [InlineData("self-host", "missing: --gpu-hour-price (or --gpu-price for owned GPUs), --gpus-per-node, --nodes, --prefill-speed, --decode-speed, --input-tokens, --output-tokens; or begin with a --preset (deepseek-2025-02)")]
    [InlineData("self-host --nodes 2 --gpus-per-node 1 --gpu-hour-price 1 --decode-speed 9 --input-tokens 1", "missing: --prefill-speed, --output-tokens")]
    [InlineData("break-even --gpu-price 5 --gpus-per-node 1", "missing: --amortization-years, --power-busy, --power-idle, --pue, --electricity-price, --prefill-speed")]
    [InlineData("self-host --preset deepseek-2025-02 --pue 1.3", "missing: --gpu-price (or --node-price)")]
    [InlineData("self-host --preset deepseek-2025-02 --gpu-hour-price 2 --pue 1.3", "--gpu-hour-price is for rented GPUs and --pue for owned ones")]
    [InlineData("self-host --preset deepseek-2025-02 --nodes -1", "--nodes must be a number from 0.01 to 100,000, not '-1'")]
    [InlineData("self-host --preset deepseek-2025-02 --nodes many", "--nodes must be a number from 0.01 to 100,000, not 'many'")]
    [InlineData("self-host --preset deepseek-2025-02 --nodes 1e40", "--nodes must be a number")]
    [InlineData("self-host --preset deepseek-2025-02 --nodes NaN", "--nodes must be a number")]
    [InlineData("self-host --preset deepseek-2025-02 --nodes 79228162514264337593543950335B", "--nodes must be a number")]
    [InlineData("self-host --preset deepseek-2025-02 --gpus-per-node 7.5", "--gpus-per-node must be a whole number from 1 to 128, not '7.5'")]
    [InlineData("self-host --preset deepseek-2025-02 --decode-speed 0", "--decode-speed must be a number from 1 to 10,000,000, not '0'")]
    [InlineData("self-host --preset deepseek-2025-02 --cache-share 1.5", "--cache-share must be a number from 0 to 1, not '1.5'")]
    [InlineData("self-host --preset deepseek-2025-02 --cached-weight 0.0001", "--cached-weight is 0.0001; it must be 0, or from 0.001 to 1")]
    [InlineData("self-host --preset deepseek-2025-02 --prefill-includes-hits maybe", "--prefill-includes-hits must be true or false, not 'maybe'")]
    [InlineData("self-host --preset deepseek-2025-02 --cached-input-tokens 609B", "--cached-input-tokens is 609,000,000,000; it must be from 0 to 608,000,000,000")]
    [InlineData("self-host --preset deepseek-2025-02 --cached-input-tokens 1 --cache-share 0.5", "--cached-input-tokens and --cache-share say the same")]
    [InlineData("self-host --preset deepseek-2025-02 --mix 1/1/1", "give --utilization, too")]
    [InlineData("self-host --preset deepseek-2025-02 --mix 1/1/1 --input-tokens 1", "--mix and --input-tokens contradict each other")]
    [InlineData("self-host --preset deepseek-2025-02 --nodes 200", "The load takes 226.86 nodes, busy around the clock, and there are 200: it would take 227 whole nodes. Give more --nodes")]
    [InlineData("break-even --preset deepseek-2025-02 --mix 1/1", "--mix must be three numbers")]
    [InlineData("break-even --preset deepseek-2025-02 --mix 0/0/0", "--mix must be three numbers")]
    [InlineData("break-even --preset deepseek-2025-02 --prefill-includes-hits false --mix 0/1/0", "the cached part of --mix is 1; it must be part of a mix: hits alone take no time here")]
    [InlineData("break-even --preset deepseek-2025-02 --input-price -2", "--input-price must be a number from 0 to 1,000,000, not '-2'")]
    [InlineData("break-even --preset deepseek-2025-02 --plot plot.jpg", "--plot draws PNG files; the name 'plot.jpg' must end in .png")]
    [InlineData("break-even --preset deepseek-2025-02 --plot nowhere/plot.png", "the folder of --plot 'nowhere/plot.png' does not exist")]
    [InlineData("self-hst", "'self-hst' is unknown. Did you mean 'self-host'?")]
    [InlineData("break-even --preset deepseek-2025-02 --gpu-prce 3", "'--gpu-prce' is unknown. Did you mean '--gpu-price'?")]
    public async Task Wrong_usage_names_the_option(string line, string expected)
    {
        var result = await RunAsync(line);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal("", result.Out);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_tells_how_the_preset_is_rounded()
    {
        var result = await RunAsync("self-host --help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("342.178 B", result.Out, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Readme([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "README.md");

    private static async Task<JsonDocument> JsonOf(string line)
    {
        var result = await RunAsync(line);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("", result.Error);
        return JsonDocument.Parse(result.Out);
    }

    private static Task<CliResult> RunAsync(string line) => CliProcess.RunAsync(["cost", .. line.Split(' ')], null);

    /// <summary>A PNG of the promised size in which there is a drawing: its colours need more than a blank sheet's few bytes.</summary>
    private static void AssertPicture(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(bytes.AsSpan(0, 8)));
        Assert.Equal("IHDR", System.Text.Encoding.ASCII.GetString(bytes, 12, 4));
        Assert.Equal((1_100, 640), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
        Assert.Equal("IEND", System.Text.Encoding.ASCII.GetString(bytes, bytes.Length - 8, 4));
        Assert.True(bytes.Length > 15_000, bytes.Length.ToString(CultureInfo.InvariantCulture));
    }
}
