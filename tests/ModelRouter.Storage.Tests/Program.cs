using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ModelRouter.Storage.Tests;

/// <summary>Runs the tests, or is one of the processes that they start and kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [LedgerWorker.Argument, var path, var seed, var count, var durability] =>
            await LedgerWorker.RunAsync(path, int.Parse(seed), int.Parse(count), Enum.Parse<LedgerDurability>(durability)),
        [SpoolWorker.Argument, var folder] => SpoolWorker.Run(folder),
        [BudgetWorker.Argument, var store, var target, var log, var limit, var seed] =>
            await BudgetWorker.RunAsync(store, target, log, decimal.Parse(limit), int.Parse(seed)),
        [OutcomeWorker.Argument, var store, var target, var outcome, .. var calls] => await OutcomeWorker.RunAsync(store, target, outcome, calls),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
