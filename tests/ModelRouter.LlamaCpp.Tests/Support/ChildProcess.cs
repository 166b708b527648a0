using System.Diagnostics;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>This program once more, with other arguments.</summary>
internal static class ChildProcess
{
    /// <summary>Run by <c>dotnet X.dll</c>, the process is dotnet and needs to be told the program.</summary>
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] program = isHost ? [typeof(ChildProcess).Assembly.Location] : [];
        return new(Environment.ProcessPath!, [.. program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
    }

    /// <summary>What it writes; it must end well.</summary>
    public static async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        var start = StartInfo(arguments);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var worker = Process.Start(start)!;
        var output = await worker.StandardOutput.ReadToEndAsync(cancellationToken);
        await worker.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, worker.ExitCode);
        return output;
    }
}
