using System.Diagnostics;

[assembly: AssemblyFixture(typeof(ModelRouter.Storage.Tests.PostgresServer))]

namespace ModelRouter.Storage.Tests;

/// <summary>A real server from the machine's own binaries, in a folder of its own and on a Unix socket; tests skip where there is none.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    /// <summary>Those who use the server, one after another: some of them crash it.</summary>
    internal const string Users = "postgres";

    /// <summary>Names the folder of pg_ctl and initdb where they are in no usual place.</summary>
    private const string Variable = "MODELROUTER_POSTGRES_BIN";
    private const string Superuser = "router";

    private string? _folder;
    private string _binaries = "";
    private int _databases;
    private Process? _server;

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
            Assert.Equal(0, await ExitCodeAsync(new("chown", ["nobody", _folder])));
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

    /// <summary>A role that may read and write a database's tables, and make none.</summary>
    internal static async Task<string> RestrictAsync(string database)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(database);
        var role = $"{connection.Database}_writer";
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            $"""
            CREATE ROLE {role} LOGIN;
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
            """);
        await command.ExecuteNonQueryAsync();
        connection.Username = role;
        return connection.ToString();
    }

    /// <summary>Ends all connections to a database, as a restart would; returns once they have ended.</summary>
    internal static async Task EndConnectionsAsync(string database)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(database) { Pooling = false };
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            "SELECT bool_and(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>Ends the server without a word to anybody, as a crash would, and starts it again.</summary>
    internal async Task CrashAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    internal async Task StopAsync()
    {
        await RunUnprivilegedAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        await _server!.WaitForExitAsync();
        _server.Dispose();
    }

    internal async Task StartAsync()
    {
        // Killed tests must not leave a server behind, which would keep whatever they had open: when this process ends, so does the shell's input.
        // A job in the background has no input of its own, so the shell's is passed on as another one.
        const string Watched = "exec 3<&0; cd \"$1\"; shift; \"$@\" >log 2>&1 3<&- & server=$!; (cat <&3; kill -QUIT $server) >/dev/null 2>&1 & wait $server";
        var start = Unprivileged(
            "sh", ["-c", Watched, "sh", _folder!,
            Path.Combine(_binaries, "postgres"), "-D", Data, "-k", _folder!, "-c", "listen_addresses="]);
        (start.UseShellExecute, start.RedirectStandardInput) = (false, true);
        _server = Process.Start(start)!;
        await using var source = Npgsql.NpgsqlDataSource.Create(ConnectionString("postgres"));
        for (var isReady = false; !isReady;)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                isReady = true;
            }
            catch (Npgsql.NpgsqlException) when (!_server.HasExited)
            {
                await Task.Yield();
            }
        }
    }

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

    private async Task RunUnprivilegedAsync(string program, params string[] arguments)
    {
        var code = await ExitCodeAsync(Unprivileged(Path.Combine(_binaries, program), arguments));
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}.");
    }

    private static ProcessStartInfo Unprivileged(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? new("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", program, .. arguments])
        : new(program, arguments);

    private static async Task<int> ExitCodeAsync(ProcessStartInfo start)
    {
        // What it says goes nowhere: a pipe that nobody reads would stop it.
        start.WorkingDirectory = "/";
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\" >/dev/null 2>&1", "sh", start.FileName, .. start.ArgumentList]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
