using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Makes SQLite ledgers that configuration names. Keys: <c>Path</c>; <c>Durability</c>, <c>Capacity</c>, <c>MaxWait</c> and <c>SpoolFolder</c> as in
/// <see cref="SpendLedgerOptions"/>.</summary>
public sealed class SqliteLedgerProvider : ISpendLedgerProvider
{
    /// <inheritdoc/>
    public string Name => "sqlite";

    /// <inheritdoc/>
    public ISpendLedger CreateLedger(IServiceProvider services, IConfigurationSection settings)
    {
        var (reader, options) = LedgerSettings.Read(settings, "Path");
        return LedgerSettings.Wait(SqliteSpendLedger.OpenAsync(reader.RequiredText("Path"), options, services.GetService<ILogger<SqliteSpendLedger>>()));
    }
}
