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

    [Theory]
    [InlineData("$EXPORT /dev/stdout", "")]
    [InlineData("echo before > all && $EXPORT /dev/stdout >> all && cat all", "before\n")]
    [InlineData("echo before > all && $EXPORT /dev/fd/7 7>> all && cat all", "before\n")]
    [InlineData("echo before > all && ln -s /dev/stdout link && $EXPORT link >> all && cat all", "before\n")]
    [InlineData("mkfifo pipe && { cat pipe & } && $EXPORT pipe && wait && test -p pipe", "")]
    [InlineData("mkfifo pipe && ln -s pipe link && { cat link & } && $EXPORT link && wait && test -p pipe", "")]
    [InlineData("ln -s nowhere link && $EXPORT link && test -L link && cat nowhere", "")]
    [InlineData("{ echo before >&3 && $EXPORT /dev/fd/3 && echo '{}' >&3; } 3> all && tail -n 1 all | grep -qx '{}' && cat all", "before\n")]
    [InlineData("$EXPORT /dev/null && test -c /dev/null && $EXPORT /dev/stdout", "")]
    public async Task An_export_goes_to_devices_and_pipes_as_it_comes(string script, string before)
    {
        await FillAsync();

        var result = await ShellAsync(script);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith($"{before}{{\"call_id\":", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("}\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_among_the_devices_are_replaced_as_files()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no /dev/shm.");
        await FillAsync();
        var path = $"/dev/shm/modelrouter-{Guid.NewGuid():N}";
        try
        {
            var made = await RunAsync($"ledger export --ledger spend.db --output {path}");
            Assert.True(made.ExitCode == 0, made.ToString());
            var text = await File.ReadAllTextAsync(path, Ct);
            Assert.Contains("\"model\":\"r1\"", text, StringComparison.Ordinal);

            await File.AppendAllTextAsync(path, "of yesterday", Ct);
            Assert.Equal(0, (await RunAsync($"ledger export --ledger spend.db --output {path}")).ExitCode);
            Assert.Equal(text, await File.ReadAllTextAsync(path, Ct));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("600")]
    [InlineData("664")]
    [InlineData("440")]
    public async Task What_is_replaced_keeps_its_permissions(string mode)
    {
        await FillAsync();

        var result = await ShellAsync($"echo old > private && chmod {mode} private && $EXPORT private && ls -l private && grep -c r1 private");

        Assert.True(result.ExitCode == 0, result.ToString());
        var expected = mode switch { "600" => "-rw-------", "664" => "-rw-rw-r--", _ => "-r--r-----" };
        Assert.StartsWith(expected, result.Out, StringComparison.Ordinal);
        Assert.EndsWith("1\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores rows.jsonl", "--scores 'rows.jsonl' would overwrite 'rows.jsonl'")]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores rows.models.json", "would overwrite 'rows.models.json'")]
    [InlineData("eval --data rows.jsonl --all --train labels.jsonl=rows.models.json --scores labels.jsonl", "would overwrite 'labels.jsonl'")]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores .", "is a folder")]
    [InlineData("train --data rows.jsonl --out rows.jsonl --force", "--out 'rows.jsonl' would overwrite 'rows.jsonl'")]
    [InlineData("train --data rows.jsonl --out rows.models.json --force", "would overwrite 'rows.models.json'")]
    [InlineData("train --data rows.jsonl --out w --prompts labels.jsonl --encoder labels.jsonl --force", "--encoder 'labels.jsonl' would overwrite 'labels.jsonl'")]
    [InlineData("train --data rows.jsonl --out w --prompts labels.jsonl --encoder ./w", "--out and --encoder are both './w'; name two files")]
    [InlineData("train --data rows.jsonl --out .", "--out '.' is a folder")]
    [InlineData("train --outcomes rows.jsonl --out rows.jsonl --force", "would overwrite 'rows.jsonl'")]
    [InlineData("train --data rows.jsonl --without bb --out w", "--without 'bb' is a benchmark of no row. Did you mean 'b'?")]
    public async Task What_is_learned_from_and_measured_is_spared(string line, string expected)
    {
        var before = Snapshot();

        AssertUsage(await RunAsync(line), expected);

        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [InlineData("--outcomes learned.db --config router.json --out router.json", "router.json")]
    [InlineData("--outcomes learned.db --config router.json --out own.weights", "own.weights")]
    [InlineData("--outcomes learned.db --out learned.db-wal", "learned.db-wal")]
    [InlineData("--config router.json --out router.json --outcomes", "router.json")]
    [InlineData("--config router.json --out own.weights --outcomes", "own.weights")]
    [InlineData("--config router.json --out store.db-shm --outcomes", "store.db-shm")]
    public async Task What_outcomes_are_learned_with_is_spared(string line, string spared)
    {
        await File.WriteAllTextAsync(
            _data.PathOf("router.json"), """{ "ModelRouter": { "Models": {}, "Learning": { "Enabled": true, "Store": "sqlite", "Path": "store.db", "Weights": "own.weights" } } }""", Ct);
        await File.WriteAllTextAsync(_data.PathOf("own.weights"), "weights", Ct);
        await using (var store = new SqliteOutcomeStore(_data.PathOf("learned.db")))
        {
            await store.LoadAsync(Ct);
        }

        var before = Snapshot();

        AssertUsage(await RunAsync($"train --force {line}"), $"--out '{spared}' would overwrite '{spared}', which is read");

        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [InlineData("report --ledger x.png --plot x.png", "--plot 'x.png' would overwrite 'x.png', which is read")]
    [InlineData("report --ledger x.png --reference small --config y.png --plot y.png", "would overwrite 'y.png'")]
    [InlineData("policy simulate --ledger x.png --policy router.json --plot x.png", "would overwrite 'x.png'")]
    [InlineData("policy simulate --ledger x.png --policy y.png --plot y.png", "would overwrite 'y.png'")]
    [InlineData("policy simulate --ledger x.png --policy router.json --plot z.png", "would overwrite 'z.png'")]
    [InlineData("eval --data w.png --models rows.models.json --all --folds 2 --plot w.png", "would overwrite 'w.png'")]
    [InlineData("eval --data rows.jsonl --all --folds 2 --scores new.png --plot ./new.png", "--plot and --scores are both './new.png'")]
    [InlineData("bench engine x.png --plot x.png", "would overwrite 'x.png'")]
    public async Task A_plot_spares_what_is_drawn_from(string line, string expected)
    {
        await FillAsync();
        File.Move(_data.PathOf("spend.db"), _data.PathOf("x.png"));
        File.Copy(_data.PathOf("rows.jsonl"), _data.PathOf("w.png"));
        await using (var weights = File.Create(_data.PathOf("z.png")))
        {
            RouterWeights.Default.Write(weights);
        }

        const string Router = """
            {
              "ModelRouter": {
                "Models": { "gpt": { "Provider": "openai", "Tier": "Cloud", "ProviderModel": "g", "Unpriced": true, "Quality": 0.9, "ContextWindow": 1000 } },
                "Learning": { "Weights": "z.png" }
              }
            }
            """;
        await File.WriteAllTextAsync(_data.PathOf("router.json"), Router, Ct);
        await File.WriteAllTextAsync(_data.PathOf("y.png"), Router, Ct);
        var before = Snapshot();

        AssertUsage(await RunAsync(line), expected);

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task A_plot_goes_to_a_pipe_as_it_comes()
    {
        await FillAsync();

        var result = await ShellAsync("mkfifo p.png && { head -c 8 p.png | od -An -c & } && $REPORT --plot p.png >&2 && wait && test -p p.png");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("P   N   G", result.Out, StringComparison.Ordinal);
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
        AssertUsage(await RunAsync("eval --data rows.jsonl --models cut.jsonl.gz --all --folds 2 --json"), "'cut.jsonl.gz' is not a list of models: ");
    }

    public void Dispose() => _data.Dispose();

    private async Task FillAsync()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(_data.PathOf("spend.db"), cancellationToken: Ct);
        await ledger.RecordAsync(
            new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "r1", ModelTier.SelfHosted, PromptTask.Chat, AttemptOutcome.Succeeded, new(10, 0, 5, 0), 0.01m, TimeSpan.FromSeconds(1)), Ct);
    }

    private Dictionary<string, string> Snapshot() => Directory.GetFiles(_data.Folder).ToDictionary(static file => file, File.ReadAllText);

    private Task<CliResult> RunAsync(string line) => CliProcess.RunAsync(line.Split(' '), input: null, _data.Folder);

    private Task<CliResult> ShellAsync(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell.");
        var cli = $"'{CliProcess.Executable}'";
        script = script.Replace("$EXPORT", $"{cli} ledger export --ledger spend.db --output", StringComparison.Ordinal)
            .Replace("$REPORT", $"{cli} report --ledger spend.db", StringComparison.Ordinal);
        return CliProcess.RunAsync(["-c", script], input: null, _data.Folder, "/bin/sh");
    }

    private static void AssertUsage(CliResult result, string expected)
    {
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
