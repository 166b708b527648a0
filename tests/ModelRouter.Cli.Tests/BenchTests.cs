using System.Diagnostics;
using System.Text.Json;
using ModelRouter.Sampling;

namespace ModelRouter.Cli.Tests;

/// <summary><c>bench</c> on a machine without a GPU.</summary>
public sealed class BenchTests
{
    /// <summary>Wherever the tests run, the driver is not found.</summary>
    private static readonly Dictionary<string, string> NoDriver = new() { ["MODELROUTER_CUDA_DRIVER"] = "/no/such/driver" };

    private const string NotFound = "NVIDIA's driver was not found: MODELROUTER_CUDA_DRIVER names '/no/such/driver', which isn't there.";

    [Fact]
    public async Task Checking_the_gpu_of_a_machine_without_one_says_so_and_ends_with_3()
    {
        var result = await RunAsync("bench gpu-check");
        Assert.Equal((3, $"No GPU to check: {NotFound}"), (result.ExitCode, result.Out.Trim()));
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
            Assert.Contains(Vector128Sampler.IsSupported ? "vector128" : "scalar", rows.Select(row => row.GetProperty("implementation").GetString()));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(plot, TestContext.Current.CancellationToken))[..4]);
        }
        finally
        {
            File.Delete(plot);
        }
    }

    [Theory]
    [InlineData("--device cuda", "--device cuda can't be measured: " + NotFound)]
    [InlineData("--device emulator", "--device emulator can't be measured: " + NotFound)]
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

    [Theory]
    [InlineData("bench gpu-check")]
    [InlineData("bench sampling --device cuda")]
    public async Task A_gpu_that_fails_is_told_in_its_drivers_words(string command)
    {
        var compiler = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "c++")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(OperatingSystem.IsLinux() && compiler is not null, "No C++ compiler (c++) for a driver that fails.");
        var folder = Directory.CreateTempSubdirectory("driver-").FullName;
        try
        {
            var (source, driver) = (Path.Combine(folder, "driver.cpp"), Path.Combine(folder, "libcuda.so"));
            await File.WriteAllTextAsync(source, FailingDriver, TestContext.Current.CancellationToken);
            using (var compiling = Process.Start(compiler, ["-shared", "-fPIC", "-o", driver, source]))
            {
                await compiling.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.Equal(0, compiling.ExitCode);
            }

            var result = await CliProcess.RunAsync(command.Split(' '), input: null, variables: new Dictionary<string, string> { ["MODELROUTER_CUDA_DRIVER"] = driver });

            Assert.Equal((1, "error: CUDA failed finding the device: CUDA_ERROR_DEVICE_UNAVAILABLE (46), device busy."), (result.ExitCode, result.Error.Trim()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>It has a device, which can't be opened.</summary>
    private const string FailingDriver = """
        extern "C" {
        int cuInit(unsigned) { return 0; }
        int cuDeviceGetCount(int* count) { *count = 1; return 0; }
        int cuDeviceGet(int*, int) { return 46; }
        int cuGetErrorName(int, const char** name) { *name = "CUDA_ERROR_DEVICE_UNAVAILABLE"; return 0; }
        int cuGetErrorString(int, const char** text) { *text = "device busy"; return 0; }
        }
        """;

    private static Task<CliResult> RunAsync(string arguments) => CliProcess.RunAsync(arguments.Split(' '), input: null, variables: NoDriver);
}
