using System.Diagnostics;

namespace ModelRouter.Storage.Tests;

/// <summary>This program once more, with other arguments.</summary>
internal static class ChildProcess
{
    /// <summary>Run by <c>dotnet X.dll</c>, the process is dotnet and needs to be told the program.</summary>
    private static string[] Program =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, typeof(ChildProcess).Assembly.Location] : [Environment.ProcessPath!];

    public static Process Start(params IEnumerable<string> arguments) => StartProgram([.. Program, .. arguments]);

    /// <summary>As <see cref="Start"/>, by a shell that does something before.</summary>
    public static Process StartAfter(string script, params IEnumerable<string> arguments) => StartProgram(["sh", "-c", $"{script}; exec \"$@\"", "sh", .. Program, .. arguments]);

    private static Process StartProgram(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true };

        // Otherwise the runtime has its code in a file, which a limit of files' sizes is for as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
