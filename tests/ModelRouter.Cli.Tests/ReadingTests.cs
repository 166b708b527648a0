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
        await RecordAsync(path);
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

    [Fact]
    public async Task What_a_killed_process_left_in_the_spool_is_told_and_stays()
    {
        var (path, other) = (Path.Combine(_folder, "spend.db"), Path.Combine(_folder, "other.db"));
        await RecordAsync(path);
        await RecordAsync(other);
        var spool = $"{path}.spool-1.jsonl";
        await File.WriteAllTextAsync(spool, (await RunAsync($"ledger export --ledger {other}")).Out, Ct);

        foreach (var verb in (string[])["report", "report --json", "ledger verify", "ledger verify --json", "ledger export"])
        {
            var result = await RunAsync($"{verb} --ledger {path}");
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.Contains("note: 1 entry of processes that ended", result.Error, StringComparison.Ordinal);
        }

        Assert.Contains("1 entry of 1 call, all well.", (await RunAsync($"ledger verify --ledger {path}")).Out, StringComparison.Ordinal);
        Assert.True(File.Exists(spool));
        await using (await SqliteSpendLedger.OpenAsync(path, cancellationToken: Ct))
        {
            Assert.False(File.Exists(spool));
        }

        var after = await RunAsync($"ledger verify --ledger {path}");
        Assert.Contains("2 entries of 2 calls, all well.", after.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("spool", after.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --json")]
    public async Task A_ledger_out_of_reach_is_no_damaged_one(string form)
    {
        var config = models.Write("unreached.json", File.ReadAllText(models.Configuration()).Replace(
            "\"ModelRouter\":",
            "\"ConnectionStrings\": { \"spend\": \"Host=127.0.0.1;Port=1;Database=d;Username=u;Timeout=5\" }, \"ModelRouter\":",
            StringComparison.Ordinal).Replace("\"Models\":", "\"Ledger\": { \"Provider\": \"postgres\", \"ConnectionStringName\": \"spend\" }, \"Models\":", StringComparison.Ordinal));

        var result = await RunAsync($"ledger verify --config {config}{form}");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("can't be opened", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    [Theory]
    [InlineData("budgets")]
    [InlineData("learning reset")]
    public async Task A_store_of_another_program_gets_no_tables(string verb)
    {
        var other = Path.Combine(_folder, "other.db");
        await ExecuteAsync(other, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');");
        var before = await File.ReadAllBytesAsync(other, Ct);

        var result = await RunAsync($"{verb} --config {WithStores(other)}");

        Assert.True(result.ExitCode != 0, result.ToString());
        Assert.Contains("is a database, but holds no", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(other, Ct));
        Assert.Equal(other, Assert.Single(Directory.GetFiles(_folder)));
    }

    [Fact]
    public async Task Budgets_that_nobody_has_counted_are_whole_and_their_file_is_not_made()
    {
        var result = await RunAsync($"budgets --config {WithStores(Path.Combine(_folder, "new.db"))} --json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("\"left\":1", result.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<CliResult> RunAsync(string line) => CliProcess.RunAsync(line.Split(' '));

    private static async Task RecordAsync(string path)
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(path, cancellationToken: Ct);
        await ledger.RecordAsync(
            new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "r1", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded, new(10, 0, 5, 0), 0.01m, TimeSpan.FromSeconds(1)), Ct);
    }

    private string WithStores(string file) => models.Write("stores.json", File.ReadAllText(models.Configuration()).Replace(
        "\"Models\":",
        $$"""
        "Budgets": { "small": { "LimitUsd": 1, "Window": "Total" } }, "BudgetStore": { "Sqlite": {{JsonSerializer.Serialize(file)}} },
        "Learning": { "Enabled": true, "Store": "sqlite", "Path": {{JsonSerializer.Serialize(file)}} },
        "Models":
        """,
        StringComparison.Ordinal));

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
