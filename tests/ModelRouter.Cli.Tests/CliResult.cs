namespace ModelRouter.Cli.Tests;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Out}\n--- error stream\n{Error}";
}
