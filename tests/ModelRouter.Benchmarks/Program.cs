using System.CommandLine;
using BenchmarkDotNet.Running;
using ModelRouter.Benchmarks;

// Measurements of whole parts have verbs of their own; everything else is BenchmarkDotNet's: `-- --filter '*Routing*'`.
if (args is ["engine" or "soak" or "ledger", ..])
{
    return await new RootCommand("Measurements of whole parts") { EngineCommand.Create(), SoakCommand.Create(), LedgerCommand.Create() }
        .Parse(args)
        .InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
