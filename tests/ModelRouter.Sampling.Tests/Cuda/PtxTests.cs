using System.Diagnostics;
using System.Text;

namespace ModelRouter.Sampling.Tests;

/// <summary>The PTX that ships is what the source says.</summary>
public sealed class PtxTests
{
    [Fact]
    public void The_embedded_ptx_is_what_clang_makes_of_the_source()
    {
        Assert.SkipUnless(HasClang(), "No clang-14: the PTX can't be compared with its source.");
        var made = Path.Combine(AppContext.BaseDirectory, $"made-{Environment.ProcessId}.ptx");
        var script = Path.Combine(AppContext.BaseDirectory, "emulator", "compile");
        using var process = Process.Start(new ProcessStartInfo("bash", [script, made]) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        using var embedded = new StreamReader(typeof(CudaSampler).Assembly.GetManifestResourceStream("sampling.ptx")!, Encoding.UTF8);
        var same = string.Equals(File.ReadAllText(made), embedded.ReadToEnd(), StringComparison.Ordinal);
        Assert.True(same, "native/sampling.ptx is not what sampling.cu gives: run native/compile and check the new PTX in.");
        File.Delete(made);
    }

    [Theory]
    [InlineData("fma.rn.ftz")] // Flushes subnormals.
    [InlineData("ex2.approx")] // An exponential that devices round differently.
    [InlineData("div.approx")]
    [InlineData("div.full")]
    [InlineData("mad.f32")] // A contraction that nobody asked for.
    public void Nothing_in_the_ptx_rounds_otherwise_than_ieee(string instruction)
    {
        using var embedded = new StreamReader(typeof(CudaSampler).Assembly.GetManifestResourceStream("sampling.ptx")!, Encoding.UTF8);
        var text = embedded.ReadToEnd();
        Assert.DoesNotContain(instruction, text, StringComparison.Ordinal);
        Assert.Contains("fma.rn.f32", text, StringComparison.Ordinal);
        Assert.Contains("div.rn.f32", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bar.sync")]
    [InlineData("membar")]
    public void The_compiler_knows_that_barriers_and_fences_guard_memory(string instruction)
    {
        using var embedded = new StreamReader(typeof(CudaSampler).Assembly.GetManifestResourceStream("sampling.ptx")!, Encoding.UTF8);
        var lines = embedded.ReadToEnd().Split('\n');
        var found = Enumerable.Range(1, lines.Length - 1).Where(i => lines[i].Contains(instruction, StringComparison.Ordinal)).ToList();

        // clang takes its own intrinsics for functions that can't see shared variables, and loads them before the barrier; no emulator sees that.
        Assert.NotEmpty(found);
        Assert.All(found, i => Assert.Contains("begin inline asm", lines[i - 1], StringComparison.Ordinal));
    }

    private static bool HasClang() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "clang-14")));
}
