using System.Diagnostics;

namespace ModelRouter.Integration.Tests;

/// <summary>Examples do what the README says of them, as programs of their own, without a network.</summary>
public class ExampleTests
{
    [Fact]
    public async Task An_agent_of_Semantic_Kernel_works_on_the_models_that_come_along()
    {
        var output = await RunAsync("SemanticKernelAgent");
        Assert.Contains("bolts: 852 by nano-r1", output, StringComparison.Ordinal);
        Assert.Contains("nuts: 200 by nano-r1", output, StringComparison.Ordinal);
        Assert.Contains("function:new_stock: 2 calls", output, StringComparison.Ordinal);
        Assert.Matches(@"the run: US\$0\.0000\d+ of US\$0\.05", output);
    }

    [Fact]
    public async Task Three_agents_of_Agent_Framework_work_on_three_tiers()
    {
        var output = await RunAsync("ResearchWorkflow");
        Assert.Contains("Parts in stock: 852.", output, StringComparison.Ordinal);
        Assert.Contains("mechanic on nano-r1-machine:", output, StringComparison.Ordinal);
        Assert.Contains("calculator on nano-r1:", output, StringComparison.Ordinal);
        Assert.Contains("writer on writer-large:", output, StringComparison.Ordinal);
        Assert.Matches(@"the run: US\$0\.000\d+ of US\$0\.02", output);
    }

    private static async Task<string> RunAsync(string example)
    {
        // Beside this project's, in a folder of the same configuration: bin/Release/net10.0.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "examples", example, "bin", here.Parent.Name, here.Name);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, $"ModelRouter.Examples.{example}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await error);
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
