using System.CommandLine;
using BenchmarkDotNet.Running;
using ModelRouter.Benchmarks;

// Whole-engine measurements have verbs of their own; everything else is BenchmarkDotNet's: `-- --filter '*Routing*'`.
if (args is ["engine" or "soak", ..])
{
    return await new RootCommand("Measurements of the self-hosted engine") { EngineCommand.Create(), SoakCommand.Create() }
        .Parse(args)
        .InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
