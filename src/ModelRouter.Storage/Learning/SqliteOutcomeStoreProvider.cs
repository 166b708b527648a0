using Microsoft.Extensions.Configuration;

namespace ModelRouter.Storage;

/// <summary>Makes SQLite stores of outcomes that configuration names. Key: <c>Path</c>, a file that may be the ledger's.</summary>
public sealed class SqliteOutcomeStoreProvider : IOutcomeStoreProvider
{
    /// <inheritdoc/>
    public string Name => "sqlite";

    /// <inheritdoc/>
    public IOutcomeStore CreateStore(IServiceProvider services, IConfigurationSection settings) =>
        new SqliteOutcomeStore(LearningReader.Allow(settings, "Path").RequiredText("Path"), (TimeProvider?)services.GetService(typeof(TimeProvider)));
}
