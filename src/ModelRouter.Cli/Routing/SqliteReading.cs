using Microsoft.Extensions.Configuration;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Opens the SQLite files that configuration names to look into them: none is made, brought up to date or changed.</summary>
internal sealed class SqliteReading : ISpendLedgerProvider, IOutcomeStoreProvider
{
    public string Name => "sqlite";

    /// <summary>A database's file and those that SQLite keeps beside it; none if none is named.</summary>
    internal static string[] FilesOf(string? path) => string.IsNullOrWhiteSpace(path) ? [] : [path, $"{path}-wal", $"{path}-shm", $"{path}-journal"];

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ISpendLedger CreateLedger(IServiceProvider services, IConfigurationSection settings)
    {
        var (reader, options) = LedgerSettings.Read(settings, "Path");
        var path = reader.RequiredText("Path");
        return File.Exists(path)
            ? LedgerSettings.Wait(SqliteSpendLedger.OpenToReadAsync(path, options.SpoolFolder))
            : throw new FileNotFoundException($"the ledger '{path}' that {settings.Path}:Path names does not exist (looked for {Path.GetFullPath(path)}); the first call that is kept makes it.", path);
    }

    public IOutcomeStore CreateStore(IServiceProvider services, IConfigurationSection settings)
    {
        var path = LearningReader.Allow(settings, "Path").RequiredText("Path");
        return File.Exists(path) ? new SqliteOutcomeStore(path, isReadOnly: true) : new EmptyOutcomeStore();
    }
}
