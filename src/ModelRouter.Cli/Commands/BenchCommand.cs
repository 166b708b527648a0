using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>bench</c>: how fast parts run on this machine.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand(Terminal terminal)
        : base("bench", "Measures parts on this machine, and checks that its GPU samples as the processor does.")
    {
        Subcommands.Add(new BenchSamplingCommand(terminal));
        Subcommands.Add(new BenchEngineCommand(terminal));
        Subcommands.Add(new BenchGpuCheckCommand(terminal));
    }
}
