using System.Diagnostics;

namespace ModelRouter.Storage.Tests;

/// <summary>This program once more, with other arguments.</summary>
internal static class ChildProcess
{
    /// <summary>Run by <c>dotnet X.dll</c>, the process is dotnet and needs to be told the program.</summary>
    public static Process Start(params IEnumerable<string> arguments)
    {
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] program = isHost ? [typeof(ChildProcess).Assembly.Location] : [];
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }
}
