using ModelRouter.Storage;

namespace ModelRouter.Cli.Tests;

/// <summary>What is written never takes the place of what is read, and is there as a whole or not at all.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly EvalData _data = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("spend.db", "would overwrite 'spend.db', which is read")]
    [InlineData("./spend.db", "would overwrite 'spend.db', which is read")]
    [InlineData("spend.db-wal", "would overwrite 'spend.db-wal', which is read")]
    [InlineData("link.db", "would overwrite 'spend.db', which is read")]
    [InlineData(".", "--output '.' is a folder")]
    [InlineData("nowhere/out.jsonl", "the folder of --output 'nowhere/out.jsonl' does not exist")]
    public async Task An_export_spares_its_ledger(string output, string expected)
    {
        await FillAsync();
        File.CreateSymbolicLink(_data.PathOf("link.db"), "spend.db");
        var before = await File.ReadAllBytesAsync(_data.PathOf("spend.db"), Ct);

        AssertUsage(await RunAsync($"ledger export --ledger spend.db --output {output}"), expected);

        Assert.Equal(before, await File.ReadAllBytesAsync(_data.PathOf("spend.db"), Ct));
    }

    [Fact]
    public async Task A_configured_ledger_is_spared_too()
    {
        await FillAsync();
        await File.WriteAllTextAsync(_data.PathOf("modelrouter.json"), """{ "ModelRouter": { "Ledger": { "Provider": "sqlite", "Path": "spend.db" } } }""", Ct);

        AssertUsage(await RunAsync("ledger export --output spend.db"), "would overwrite 'spend.db'");
        AssertUsage(await RunAsync("ledger export --output modelrouter.json"), "would overwrite 'modelrouter.json'");
    }

    [Fact]
    public async Task An_export_that_fails_leaves_the_older_one()
    {
        await FillAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_data.PathOf("spend.db")}"))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE spend SET tier = 'unheard-of';";
            await command.ExecuteNonQueryAsync(Ct);
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        }

        await File.WriteAllTextAsync(_data.PathOf("out.jsonl"), "of yesterday", Ct);

        var result = await RunAsync("ledger export --ledger spend.db --output out.jsonl");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(_data.PathOf("out.jsonl"), Ct));
        Assert.Empty(Directory.GetFiles(_data.Folder, "*.partial"));
    }

    [Fact]
    public async Task An_export_goes_to_the_output_as_a_device()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev.");
        await FillAsync();
        var result = await RunAsync("ledger export --ledger spend.db --output /dev/stdout");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("\"model\":\"r1\"", result.Out, StringComparison.Ordinal);
        Assert.Contains("1 entry is in /dev/stdout", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores rows.jsonl", "--scores 'rows.jsonl' would overwrite 'rows.jsonl'")]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores rows.models.json", "would overwrite 'rows.models.json'")]
    [InlineData("eval --data rows.jsonl --all --train labels.jsonl=rows.models.json --scores labels.jsonl", "would overwrite 'labels.jsonl'")]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores .", "is a folder")]
    [InlineData("train --data rows.jsonl --out rows.jsonl --force", "--out 'rows.jsonl' would overwrite 'rows.jsonl'")]
    [InlineData("train --data rows.jsonl --out rows.models.json --force", "would overwrite 'rows.models.json'")]
    [InlineData("train --data rows.jsonl --out w --prompts labels.jsonl --encoder labels.jsonl --force", "--encoder 'labels.jsonl' would overwrite 'labels.jsonl'")]
    [InlineData("train --data rows.jsonl --out .", "--out '.' is a folder")]
    [InlineData("train --outcomes rows.jsonl --out rows.jsonl --force", "would overwrite 'rows.jsonl'")]
    [InlineData("train --data rows.jsonl --without bb --out w", "--without 'bb' is a benchmark of no row. Did you mean 'b'?")]
    public async Task What_is_learned_from_and_measured_is_spared(string line, string expected)
    {
        var before = Snapshot();

        AssertUsage(await RunAsync(line), expected);

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_off_is_not_taken_for_a_whole_one()
    {
        using (var packed = new System.IO.Compression.GZipStream(File.Create(_data.PathOf("cut.jsonl.gz")), System.IO.Compression.CompressionLevel.Fastest))
        {
            await packed.WriteAsync(await File.ReadAllBytesAsync(_data.PathOf("rows.jsonl"), Ct), Ct);
        }

        var bytes = await File.ReadAllBytesAsync(_data.PathOf("cut.jsonl.gz"), Ct);
        var whole = await RunAsync("eval --data cut.jsonl.gz --models rows.models.json --all --folds 2 --json");
        await File.WriteAllBytesAsync(_data.PathOf("cut.jsonl.gz"), bytes[..(bytes.Length / 2)], Ct);

        Assert.True(whole.ExitCode == 0, whole.ToString());
        AssertUsage(await RunAsync("eval --data cut.jsonl.gz --models rows.models.json --all --folds 2 --json"), "'cut.jsonl.gz' cannot be decompressed");
    }

    public void Dispose() => _data.Dispose();

    private async Task FillAsync()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(_data.PathOf("spend.db"), ct: Ct);
        await ledger.RecordAsync(
            new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "r1", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded, new(10, 0, 5, 0), 0.01m, TimeSpan.FromSeconds(1)), Ct);
    }

    private Dictionary<string, string> Snapshot() => Directory.GetFiles(_data.Folder).ToDictionary(static file => file, File.ReadAllText);

    private Task<CliResult> RunAsync(string line) => CliProcess.RunAsync(line.Split(' '), input: null, _data.Folder);

    private static void AssertUsage(CliResult result, string expected)
    {
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
