using System.Text.Json;
using Microsoft.Data.Sqlite;
using ModelRouter.Storage;

namespace ModelRouter.Cli.Tests;

/// <summary>Who looks into a database makes and changes none.</summary>
public sealed class ReadingTests(ScriptedModels models) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-reading").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("report")]
    [InlineData("ledger verify")]
    [InlineData("ledger export")]
    public async Task Another_programs_database_is_left_alone(string verb)
    {
        var other = Path.Combine(_folder, "other.db");
        await ExecuteAsync(other, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');");
        var before = await File.ReadAllBytesAsync(other, Ct);

        var result = await RunAsync($"{verb} --ledger {other}");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("is a database, but no ledger", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(other, Ct));
        Assert.Equal(other, Assert.Single(Directory.GetFiles(_folder)));
    }

    [Fact]
    public async Task An_older_ledger_is_read_as_it_stands()
    {
        var path = Path.Combine(_folder, "old.db");
        await using (var ledger = await SqliteSpendLedger.OpenAsync(path, ct: Ct))
        {
            await ledger.RecordAsync(
                new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "r1", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded, new(10, 0, 5, 0), 0.01m, TimeSpan.FromSeconds(1)), Ct);
        }

        await ExecuteAsync(path, "ALTER TABLE spend DROP COLUMN propensity; ALTER TABLE spend DROP COLUMN checks; ALTER TABLE spend DROP COLUMN is_batch; PRAGMA user_version = 4;");

        var result = await RunAsync($"report --ledger {path} --json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("\"cost\":0.01", result.Out, StringComparison.Ordinal);
        Assert.Equal(4L, await ScalarAsync(path, "PRAGMA user_version;"));
    }

    [Fact]
    public async Task A_ledger_that_is_not_there_is_told_and_not_made()
    {
        var config = Configuration();
        foreach (var verb in (string[])["report", "ledger verify", "ledger export"])
        {
            var result = await RunAsync($"{verb} --config {config}");
            Assert.True(result.ExitCode == 2, result.ToString());
            Assert.Contains("spend.db' that ModelRouter:Ledger:Path names does not exist", result.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("models list --config")]
    [InlineData("route hello --config")]
    [InlineData("learning show --config")]
    public async Task Who_asks_no_model_makes_no_files(string line)
    {
        var result = await RunAsync($"{line} {Configuration()}");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_was_learned_is_seen_by_who_only_looks()
    {
        var config = Configuration();
        var asked = await RunAsync($"ask hello --model specialist --config {config} --json");
        Assert.True(asked.ExitCode == 0, asked.ToString());
        using var answer = JsonDocument.Parse(asked.Out);
        Assert.Equal(0, (await RunAsync($"feedback {answer.RootElement.GetProperty("call_id").GetString()} good --config {config}")).ExitCode);

        var shown = await RunAsync($"learning show --config {config} --json");

        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains("\"labels\":1", shown.Out, StringComparison.Ordinal);
        var files = Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["learned.db", "spend.db"], files);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<CliResult> RunAsync(string line) => CliProcess.RunAsync(line.Split(' '));

    private static async Task ExecuteAsync(string path, string sql) => await ScalarAsync(path, sql);

    private static async Task<object?> ScalarAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Ct);
    }

    private string Configuration() => models.Write("modelrouter.json", File.ReadAllText(models.Configuration()).Replace(
        "\"Models\":",
        $$"""
        "Ledger": { "Provider": "sqlite", "Path": {{JsonSerializer.Serialize(Path.Combine(_folder, "spend.db"))}} },
        "Learning": { "Enabled": true, "Store": "sqlite", "Path": {{JsonSerializer.Serialize(Path.Combine(_folder, "learned.db"))}} },
        "Models":
        """,
        StringComparison.Ordinal));
}
