using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Makes PostgreSQL ledgers that configuration names. Keys: <c>ConnectionStringName</c>, under which the connection string stands in
/// <c>ConnectionStrings</c> or in an environment variable; <c>Durability</c>, <c>Capacity</c>, <c>MaxWait</c> and <c>SpoolFolder</c> as in
/// <see cref="SpendLedgerOptions"/>.</summary>
public sealed class PostgresLedgerProvider : ISpendLedgerProvider
{
    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public ISpendLedger CreateLedger(IServiceProvider services, IConfigurationSection settings)
    {
        var (reader, options) = LedgerSettings.Read(settings, PostgresConnection.Key);
        return PostgresConnection.Open(
            PostgresConnection.Among(services), reader,
            connection => LedgerSettings.Wait(PostgresSpendLedger.OpenAsync(connection, options, services.GetService<ILogger<PostgresSpendLedger>>())));
    }
}
