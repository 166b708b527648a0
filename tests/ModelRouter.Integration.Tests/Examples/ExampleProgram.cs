using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using System.Xml.Linq;

namespace ModelRouter.Integration.Tests;

/// <summary>An example as a program of its own, as it has been built beside the tests. Its current directory is an empty one.</summary>
internal sealed class ExampleProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    private ExampleProgram(Process process, DirectoryInfo folder)
    {
        (_process, _folder) = (process, folder);
        process.OutputDataReceived += (_, line) => _ = line.Data is null ? _lines.Writer.TryComplete() : _lines.Writer.TryWrite(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The folder of the examples.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Its current directory.</summary>
    internal string Folder => _folder.FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts an example.</summary>
    internal static ExampleProgram Start(string example, params IEnumerable<string> args)
    {
        // Built in a folder of the same configuration as this project's: bin/Release/net10.0.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var name = XDocument.Load(Path.Combine(Root, example, $"{example}.csproj")).Descendants("AssemblyName").Single().Value;
        var folder = Directory.CreateTempSubdirectory("modelrouter-example-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Root, example, "bin", here.Parent!.Name, here.Name, $"{name}.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
        };
        return new(Process.Start(start)!, folder);
    }

    /// <summary>Runs an example to its end, and gives what it has printed.</summary>
    internal static async Task<string> RunAsync(string example, params string[] args)
    {
        await using var program = Start(example, args);
        return string.Join('\n', await program.EndAsync());
    }

    /// <summary>Reads on until there is a line with this text.</summary>
    internal async Task<string> LineAsync(string text)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(Ct))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended without a line with '{text}'. {_errors}");
    }

    /// <summary>Asks it to stop, as a service manager does, and waits until it has, cleanly.</summary>
    internal async Task StopAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only on Unix a program can be asked to stop.");
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Ct);
        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<List<string>> EndAsync()
    {
        var lines = await _lines.Reader.ReadAllAsync(Ct).ToListAsync(Ct);
        await _process.WaitForExitAsync(Ct);
        Assert.True(_process.ExitCode == 0, $"Exit code {_process.ExitCode}: {_errors}");
        return lines;
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "examples"));
}
