using System.Diagnostics;

[assembly: AssemblyFixture(typeof(ModelRouter.Storage.Tests.PostgresServer))]

namespace ModelRouter.Storage.Tests;

/// <summary>A real server from the machine's own binaries, in a folder of its own and on a Unix socket; tests skip where there is none.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    /// <summary>Names the folder of pg_ctl and initdb where they are in no usual place.</summary>
    private const string Variable = "MODELROUTER_POSTGRES_BIN";
    private const string Superuser = "router";

    private string? _folder;
    private string _binaries = "";
    private int _databases;

    /// <summary>Why there is no server; <see langword="null"/> if there is one.</summary>
    internal string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (FindBinaries() is not { } binaries)
        {
            Missing = $"PostgreSQL isn't installed: no pg_ctl and initdb on PATH, under /usr/lib/postgresql or in ${Variable}.";
            return;
        }

        _binaries = binaries;
        _folder = Directory.CreateTempSubdirectory("mr-pg").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunAsync("chown", "nobody", _folder);
        }

        await RunUnprivilegedAsync("initdb", "-D", Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await StartAsync();
    }

    /// <summary>A new, empty database; skips the test where there is no server.</summary>
    internal async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var name = $"ledger{Interlocked.Increment(ref _databases)}";
        await using var source = Npgsql.NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Ends the server without a word to anybody, as a crash would, and starts it again.</summary>
    internal async Task CrashAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    internal Task StopAsync() => RunUnprivilegedAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    internal Task StartAsync() =>
        RunUnprivilegedAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder!, "log"), "-o", $"-k {_folder} -c listen_addresses=", "-w", "start");

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await StopAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Data => Path.Combine(_folder!, "data");

    private string ConnectionString(string database) => $"Host={_folder};Username={Superuser};Database={database};Maximum Pool Size=10";

    private static string? FindBinaries()
    {
        string?[] folders =
        [
            Environment.GetEnvironmentVariable(Variable),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Reverse().Select(version => Path.Combine(version, "bin"))
                : [],
        ];
        return OperatingSystem.IsWindows() ? null : folders.FirstOrDefault(
            folder => !string.IsNullOrEmpty(folder) && File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "initdb")));
    }

    private Task RunUnprivilegedAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", Path.Combine(_binaries, program), .. arguments])
        : RunAsync(Path.Combine(_binaries, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server keeps the streams of whoever starts it open, so they are not read to their end.
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGTZ"] = "UTC";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
        }
    }
}
