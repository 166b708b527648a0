using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Storage;

/// <summary>Makes PostgreSQL stores of outcomes that configuration names. Key: <c>ConnectionStringName</c>, as for <see cref="PostgresLedgerProvider"/>.</summary>
public sealed class PostgresOutcomeStoreProvider : IOutcomeStoreProvider
{
    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public IOutcomeStore CreateStore(IServiceProvider services, IConfigurationSection settings) => PostgresConnection.Open(
        PostgresConnection.Among(services), LearningReader.Allow(settings, PostgresConnection.Key), connection => new PostgresOutcomeStore(connection, services.GetService<TimeProvider>()));
}
