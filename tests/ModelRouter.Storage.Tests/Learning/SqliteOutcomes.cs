using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage.Tests;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteOutcomes : OutcomeDatabase
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Ledger;

    public override string Kind => "sqlite";

    public override string NewId => "randomblob(16)";

    public override void Dispose() => _folder.Dispose();

    public override Task<string> TargetAsync() => Task.FromResult(_folder.Ledger);

    public override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ModelRouter:Learning:Store"] = "sqlite",
        ["ModelRouter:Learning:Path"] = _folder.Ledger,
    });

    public override Task<IAsyncDisposable> TakeAwayAsync()
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

    public override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.Ledger}");
        await connection.OpenAsync(Ct);
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    public override async Task AssertNowhereAsync(string text)
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
