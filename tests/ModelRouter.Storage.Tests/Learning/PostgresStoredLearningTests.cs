namespace ModelRouter.Storage.Tests;

[Collection(PostgresServer.Users)]
public sealed class PostgresStoredLearningTests(PostgresServer server) : StoredLearningContract(new PostgresOutcomes(server));
