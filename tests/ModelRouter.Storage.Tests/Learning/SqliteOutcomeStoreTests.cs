using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage.Tests;

public sealed class SqliteOutcomeStoreTests : OutcomeStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected override string Kind => "sqlite";

    private protected override string NewId => "randomblob(16)";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_of_before_there_was_a_revision_is_brought_up_to_date()
    {
        await new SqliteDatabase(_folder.Ledger, SqliteSchema.Steps.Take(3).ToList()).MigrateAsync(Ct);
        await using var store = new SqliteOutcomeStore(_folder.Ledger);
        Assert.Equal(0, await store.RevisionAsync(Ct));
    }

    [Fact]
    public async Task A_file_of_before_there_was_a_revision_is_read_as_it_stands()
    {
        var label = new OutcomeLabel(new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "m", Prompt, 0, null), OutcomeKind.Feedback, 0.75);
        await using (var store = new SqliteOutcomeStore(_folder.Ledger))
        {
            await store.SaveAsync(label, [], Ct);
            await store.ResetAsync(Ct);
            await store.SaveAsync(label, [], Ct);
        }

        await ExecuteAsync("DROP TABLE outcome_revision; DROP TABLE outcome_resets; PRAGMA user_version = 3;");
        await using (var old = new SqliteOutcomeStore(_folder.Ledger, isReadOnly: true))
        {
            Assert.Equal([label], await old.LoadAsync(Ct));
            Assert.Equal((0, (DateTimeOffset?)null), (await old.RevisionAsync(Ct), await old.ForgottenAtAsync(Ct)));
        }

        await ExecuteAsync("DROP TABLE outcomes; PRAGMA user_version = 2;");
        await using (var older = new SqliteOutcomeStore(_folder.Ledger, isReadOnly: true))
        {
            Assert.Empty(await older.LoadAsync(Ct));
        }

        await ExecuteAsync("DROP TABLE spend; CREATE TABLE outcomes (whose TEXT);");
        await using var others = new SqliteOutcomeStore(_folder.Ledger, isReadOnly: true);
        Assert.Contains("holds no outcomes", (await Assert.ThrowsAsync<InvalidDataException>(() => others.LoadAsync(Ct))).Message, StringComparison.Ordinal);
    }

    private protected override Task<string> TargetAsync() => Task.FromResult(_folder.Ledger);

    private protected override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ModelRouter:Learning:Store"] = "sqlite",
        ["ModelRouter:Learning:Path"] = _folder.Ledger,
    });

    private protected override Task<IAsyncDisposable> TakeAwayAsync()
    {
        var isThere = File.Exists(_folder.Ledger);
        if (isThere)
        {
            File.Move(_folder.Ledger, $"{_folder.Ledger}.away");
        }

        // No file can be opened or made where a folder is.
        Directory.CreateDirectory(_folder.Ledger);
        return Task.FromResult<IAsyncDisposable>(new Return(() =>
        {
            Directory.Delete(_folder.Ledger);
            if (isThere)
            {
                File.Move($"{_folder.Ledger}.away", _folder.Ledger);
            }

            return Task.CompletedTask;
        }));
    }

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.Ledger}");
        await connection.OpenAsync(Ct);
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private protected override async Task AssertNowhereAsync(string text)
    {
        while (true)
        {
            try
            {
                foreach (var file in Directory.GetFiles(_folder.Path))
                {
                    await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                    var bytes = new byte[stream.Length];
                    await stream.ReadExactlyAsync(bytes, Ct);
                    Assert.DoesNotContain(text, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
                }

                return;
            }
            catch (FileNotFoundException)
            {
                // Another test closed the kept connections of all, so that SQLite merged its log into the database: look at all again.
            }
        }
    }
}
