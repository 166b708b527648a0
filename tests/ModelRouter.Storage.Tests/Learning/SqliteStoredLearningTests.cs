namespace ModelRouter.Storage.Tests;

public sealed class SqliteStoredLearningTests() : StoredLearningContract(new SqliteOutcomes());
