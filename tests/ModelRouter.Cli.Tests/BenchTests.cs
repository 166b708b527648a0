using System.Text.Json;

namespace ModelRouter.Cli.Tests;

/// <summary><c>bench</c> on a machine without a GPU.</summary>
public sealed class BenchTests
{
    /// <summary>Wherever the tests run, the driver is not found.</summary>
    private static readonly Dictionary<string, string> NoDriver = new() { ["MODELROUTER_CUDA_DRIVER"] = "/no/such/driver" };

    [Fact]
    public async Task Checking_the_gpu_of_a_machine_without_one_says_so_and_ends_with_3()
    {
        var result = await RunAsync("bench gpu-check");
        Assert.Equal((3, "No GPU to check: NVIDIA's driver was not found."), (result.ExitCode, result.Out.Trim()));
        var json = await RunAsync("bench gpu-check --json");
        Assert.Equal(3, json.ExitCode);
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal("gpu why_not rows mismatches times", Json.Members(document.RootElement));
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("gpu").ValueKind);
    }

    [Fact]
    public async Task Samplers_are_measured_with_a_plot()
    {
        var plot = Path.Combine(Path.GetTempPath(), $"sampling-{Guid.NewGuid():N}.png");
        try
        {
            var result = await RunAsync($"bench sampling --rounds 1 --json --plot {plot}");
            Assert.True(result.ExitCode == 0, $"{result}");
            using var document = JsonDocument.Parse(result.Out);
            Assert.Equal("device vocabulary rows plot", Json.Members(document.RootElement));
            var rows = document.RootElement.GetProperty("rows").EnumerateArray().ToList();
            Assert.All(rows, row => Assert.Equal(
                "logits implementation batch us_per_token ratio_to_llama_cpp allocated_bytes_per_token", Json.Members(row)));
            Assert.All(rows, row => Assert.True(row.GetProperty("us_per_token").GetDouble() > 0));
            Assert.Equal(["peaked", "zipf", "hot", "flat"], rows.Select(row => row.GetProperty("logits").GetString()).Distinct(StringComparer.Ordinal));
            Assert.Contains("scalar", rows.Select(row => row.GetProperty("implementation").GetString()));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(plot, TestContext.Current.CancellationToken))[..4]);
        }
        finally
        {
            File.Delete(plot);
        }
    }

    [Theory]
    [InlineData("--device cuda", "--device cuda can't be measured: NVIDIA's driver was not found.")]
    [InlineData("--device emulator", "--device emulator can't be measured: NVIDIA's driver was not found.")]
    [InlineData("--device tpu", "tpu")]
    [InlineData("--batch 0", "--batch must be whole numbers from 1 to 256")]
    [InlineData("--batch 1,x", "--batch must be whole numbers from 1 to 256")]
    [InlineData("--plot chart.svg", "must end in .png")]
    public async Task What_cannot_be_measured_is_wrong_usage(string options, string message)
    {
        var result = await RunAsync($"bench sampling {options}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static Task<CliResult> RunAsync(string arguments) => CliProcess.RunAsync(arguments.Split(' '), input: null, variables: NoDriver);
}
