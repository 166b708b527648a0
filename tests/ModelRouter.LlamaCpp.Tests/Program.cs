using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Runs the tests, or is one of the processes that they start, or the fuzzer by hand.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [FuzzWorker.Argument, var target] => await FuzzWorker.RunAsync(target),
        [AskWorker.Argument, var path] => await AskWorker.RunAsync(path),
        [MemoryWorker.Argument, var path] => await MemoryWorker.RunAsync(path),
        [RefusedWorker.Argument, var path] => await RefusedWorker.RunAsync(path),
        ["fuzz", var target, var first, var count] => await ReportAsync(target, int.Parse(first), int.Parse(count)),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };

    /// <summary>A long run by hand: <c>ModelRouter.LlamaCpp.Tests fuzz model 0 20000</c>.</summary>
    private static async Task<int> ReportAsync(string target, int first, int count)
    {
        var report = await FuzzRun.RunAsync(target, first, count, failure => Console.WriteLine(failure), CancellationToken.None);
        Console.WriteLine(report.Summary);
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
