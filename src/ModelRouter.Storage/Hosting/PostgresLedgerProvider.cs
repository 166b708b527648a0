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
        var (reader, options) = LedgerSettings.Read(settings, "ConnectionStringName");
        var name = reader.RequiredText("ConnectionStringName");
        var path = $"{settings.Path}:ConnectionStringName";
        var connection = Find(services.GetService<IConfiguration>(), name)
            ?? throw new ModelRouterConfigurationException(
                path, "There is no connection string of that name, neither in ConnectionStrings nor as an environment variable. It must be a name, not the connection string itself.");
        try
        {
            return LedgerSettings.Wait(PostgresSpendLedger.OpenAsync(connection, options, services.GetService<ILogger<PostgresSpendLedger>>()));
        }
        catch (ArgumentException wrong)
        {
            throw new ModelRouterConfigurationException(path, wrong.Message, wrong);
        }
    }

    private static string? Find(IConfiguration? configuration, string name)
    {
        var found = configuration?.GetConnectionString(name);
        found = string.IsNullOrWhiteSpace(found) ? Environment.GetEnvironmentVariable(name) : found;
        return string.IsNullOrWhiteSpace(found) ? null : found;
    }
}
