using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Opens the ledger that the command line or the configuration names.</summary>
internal static class LedgerSource
{
    private static readonly ISpendLedgerProvider[] Writing = [new SqliteLedgerProvider(), new PostgresLedgerProvider()];
    private static readonly ISpendLedgerProvider[] Reading = [new SqliteReading(), new PostgresLedgerProvider()];

    /// <summary>The ledger to write to; <see langword="null"/> if nobody wants one.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal static ISpendLedger? Open(string? file, IConfiguration? configuration) => Open(file, configuration, isReading: false);

    /// <summary>The ledger of a configuration, as <see cref="OpenExisting"/> opens it; <see langword="null"/> if it names none, or nobody has made it yet.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal static ISpendLedger? OpenToRead(IConfiguration configuration)
    {
        try
        {
            return Open(null, configuration, isReading: true);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The files of a ledger: itself, SQLite's beside it, and the configuration that names it.</summary>
    /// <exception cref="UsageException">The configuration that is named is not there, or is no JSON.</exception>
    internal static IEnumerable<string> FilesOf(string? file, string? configPath)
    {
        var configuration = file is null ? ConfigurationFile.Find(configPath) : null;
        var ledger = file ?? (configuration is null ? null : ConfigurationFile.Read(configuration)[$"{ModelRouterConfiguration.SectionName}:Ledger:Path"]);
        return [.. configuration is null ? (string[])[] : [configuration], .. SqliteReading.FilesOf(ledger)];
    }

    /// <summary>The ledger to read from; a SQLite file is neither made nor changed, PostgreSQL's is brought up to date as whoever writes does.</summary>
    /// <exception cref="UsageException">None is named, there is no such file, it is no ledger, or it keeps nothing.</exception>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal static StoredSpendLedger OpenExisting(string? file, string? configPath)
    {
        if (!string.IsNullOrWhiteSpace(file) && !File.Exists(file) && !Directory.Exists(file))
        {
            throw new UsageException($"the ledger '{file}' does not exist; 'modelrouter ask --ledger {file}' would make it.");
        }

        var path = file is null ? ConfigurationFile.Find(configPath) : null;
        try
        {
            return Open(file, path is null ? null : ConfigurationFile.Read(path), isReading: true) switch
            {
                StoredSpendLedger stored => stored,
                null => throw new UsageException(
                    $"no ledger: name its file with --ledger, or put \"Ledger\": {{ \"Provider\": \"sqlite\", \"Path\": \"spend.db\" }} into {path ?? ConfigurationFile.DefaultName}."),
                _ => throw new UsageException($"{path}: the configured ledger is in memory, and ends with the program that has it."),
            };
        }
        catch (Exception wrong) when (wrong is ModelRouterConfigurationException or FileNotFoundException or InvalidDataException)
        {
            throw new UsageException($"{(path is null ? "" : $"{path}: ")}{wrong.Message}", wrong);
        }
    }

    private static ISpendLedger? Open(string? file, IConfiguration? configuration, bool isReading)
    {
        try
        {
            if (file is not null)
            {
                return Sqlite(file, isReading);
            }

            if (configuration is null)
            {
                return null;
            }

            using var services = new ServiceCollection().AddSingleton(configuration).BuildServiceProvider();
            return LedgerReader.Create(configuration.GetSection(ModelRouterConfiguration.SectionName), services, isReading ? Reading : Writing);
        }
        catch (Exception failure) when (failure is DbException or NewerSchemaException)
        {
            throw new IOException($"the ledger{(file is null ? "" : $" '{file}'")} can't be opened: {failure.Message}", failure);
        }
    }

    private static ISpendLedger Sqlite(string file, bool isReading)
    {
        if (string.IsNullOrWhiteSpace(file) || Directory.Exists(file))
        {
            throw new UsageException($"--ledger '{file}' is {(Directory.Exists(file) ? "a folder" : "empty")}; name a file.");
        }

        return LedgerSettings.Wait(isReading ? SqliteSpendLedger.OpenToReadAsync(file) : SqliteSpendLedger.OpenAsync(file));
    }
}
