using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Text;

namespace ModelRouter.Cli.Tests;

/// <summary>Runs the built executable as a child process, in a folder and with variables of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly SemaphoreSlim _hasMoreError = new(0);
    private readonly Task _reading;

    private CliProcess(Process process)
    {
        _process = process;
        _reading = ReadErrorAsync();
    }

    public static string Executable { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ModelRouter.Cli.exe" : "ModelRouter.Cli");

    public static CliProcess Start(
        IEnumerable<string> arguments,
        string? input = null,
        string? folder = null,
        string? executable = null,
        IReadOnlyDictionary<string, string>? variables = null,
        bool keepsInputOpen = false)
    {
        var start = new ProcessStartInfo(executable ?? Executable, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };

        // The developer's own settings must not decide a test.
        start.Environment.Remove("MODELROUTER_CONFIG");
        start.Environment.Remove("MODELROUTER_LLAMA_PATH");
        foreach (var (name, value) in variables ?? ReadOnlyDictionary<string, string>.Empty)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        if (!keepsInputOpen)
        {
            process.StandardInput.Close();
        }

        return new(process);
    }

    public static Task<CliResult> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    public static async Task<CliResult> RunAsync(
        string[] arguments,
        string? input,
        string? folder = null,
        string? executable = null,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        using var process = Start(arguments, input, folder, executable, variables);
        return await process.EndAsync();
    }

    /// <summary>Waits for the end; a process that doesn't end is killed, and the test fails.</summary>
    public async Task<CliResult> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return new(_process.ExitCode, output, _error.ToString());
    }

    /// <summary>Waits until the error stream holds a text.</summary>
    public async Task WaitForErrorAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            lock (_error)
            {
                if (_error.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }

            await _hasMoreError.WaitAsync(limit.Token);
        }
    }

    /// <summary>Sends a signal as a shell does.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _hasMoreError.Dispose();
    }

    private async Task ReadErrorAsync()
    {
        var buffer = new char[4_096];
        while (await _process.StandardError.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            lock (_error)
            {
                _error.Append(buffer, 0, count);
            }

            _hasMoreError.Release();
        }
    }
}
