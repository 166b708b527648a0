using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Opens the ledger that the command line or the configuration names.</summary>
internal static class LedgerSource
{
    private static readonly ISpendLedgerProvider[] Providers = [new SqliteLedgerProvider(), new PostgresLedgerProvider()];

    /// <summary>The ledger to write to; <see langword="null"/> if nobody wants one.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal static ISpendLedger? Open(string? file, IConfiguration? configuration)
    {
        try
        {
            if (file is not null)
            {
                return Sqlite(file);
            }

            if (configuration is null)
            {
                return null;
            }

            using var services = new ServiceCollection().AddSingleton(configuration).BuildServiceProvider();
            return LedgerReader.Create(configuration.GetSection(ModelRouterConfiguration.SectionName), services, Providers);
        }
        catch (Exception failure) when (failure is DbException or NewerSchemaException)
        {
            throw new IOException($"the ledger{(file is null ? "" : $" '{file}'")} can't be opened: {failure.Message}", failure);
        }
    }

    /// <summary>The ledger to read from.</summary>
    /// <exception cref="UsageException">None is named, there is no such file, or it keeps nothing.</exception>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal static StoredSpendLedger OpenExisting(string? file, string? configPath)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new UsageException($"the ledger '{file}' does not exist; 'modelrouter ask --ledger {file}' would make it.");
        }

        var path = file is null ? ConfigurationFile.Find(configPath) : null;
        try
        {
            return Open(file, path is null ? null : ConfigurationFile.Read(path)) switch
            {
                StoredSpendLedger stored => stored,
                null => throw new UsageException(
                    $"no ledger: name its file with --ledger, or put \"Ledger\": {{ \"Provider\": \"sqlite\", \"Path\": \"spend.db\" }} into {path ?? ConfigurationFile.DefaultName}."),
                _ => throw new UsageException($"{path}: the configured ledger is in memory, and ends with the program that has it."),
            };
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    private static ISpendLedger Sqlite(string file)
    {
        if (string.IsNullOrWhiteSpace(file) || Directory.Exists(file))
        {
            throw new UsageException($"--ledger '{file}' is {(Directory.Exists(file) ? "a folder" : "empty")}; name a file.");
        }

        return LedgerSettings.Wait(SqliteSpendLedger.OpenAsync(file));
    }
}
