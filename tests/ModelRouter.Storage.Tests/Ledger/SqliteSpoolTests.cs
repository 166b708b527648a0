using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage.Tests;

/// <summary>What stands beside a SQLite ledger until the database has it, and what processes that ended have left of it.</summary>
public sealed class SqliteSpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_ended_process_left_is_brought_in_once_and_half_a_line_is_none()
    {
        await (await OpenAsync()).DisposeAsync();
        using (var spool = new Spool(_folder.Path, "ledger.db"))
        {
            spool.Append(Entries.Numbered(1));
            spool.Append(Entries.Numbered(2));
        }

        var left = Assert.Single(_folder.Spools);
        await File.AppendAllTextAsync(left, Entries.Told(Entries.Numbered(3))[..^5], Ct);
        File.Copy(left, left.Replace(".spool-", ".spool-copy", StringComparison.Ordinal));

        await using var ledger = await OpenAsync();

        Assert.Equal([1, 2], (await Entries.ListAsync(ledger)).Select(e => (int)e.Usage.InputTokens));
        Assert.Empty(_folder.Spools);
    }

    [Fact]
    public async Task A_disk_that_takes_files_but_no_lines_gets_no_file_with_each_entry()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        using var process = ChildProcess.StartAfter(SpoolWorker.Limit, SpoolWorker.Argument, _folder.Path);
        var said = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.Equal((0, "0 0 1"), (process.ExitCode, string.Join(' ', said.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Single(_folder.Spools);
    }

    [Fact]
    public async Task A_name_with_a_wildcard_is_no_pattern_for_what_others_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        using (var others = new Spool(_folder.Path, "qX.db"))
        {
            others.Append(Entries.Numbered(1));
        }

        await using var ledger = await SqliteSpendLedger.OpenAsync(Path.Combine(_folder.Path, "q?.db"), cancellationToken: Ct);

        Assert.Empty(await Entries.ListAsync(ledger));
        Assert.Single(_folder.Spools, static path => Path.GetFileName(path).StartsWith("qX.db", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_ended_processes_left_is_counted_by_who_only_reads_and_stays(bool isElsewhere)
    {
        var folder = isElsewhere ? Path.Combine(_folder.Path, "spools") : _folder.Path;
        var name = SpoolName.OfFile(_folder.Ledger, folder).Own;
        await using (var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { SpoolFolder = folder }, cancellationToken: Ct))
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
        }

        using (var ended = new Spool(folder, name))
        {
            // The database took the first before its process ended.
            ended.Append(Entries.Numbered(1));
            ended.Append(Entries.Numbered(2));
        }

        using (var others = new Spool(folder, "other.db"))
        {
            others.Append(Entries.Numbered(3));
        }

        using var living = new Spool(folder, name);
        living.Append(Entries.Numbered(4));
        var files = Directory.GetFiles(folder);

        await using (var reading = await SqliteSpendLedger.OpenToReadAsync(_folder.Ledger, isElsewhere ? folder : null, Ct))
        {
            Assert.Equal(new(1, 0, 0), await reading.RestAsync(Ct));
            Assert.Equal([1], (await Entries.ListAsync(reading)).Select(e => (int)e.Usage.InputTokens));
        }

        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Order(StringComparer.Ordinal));
        await using (await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { SpoolFolder = folder }, cancellationToken: Ct))
        {
            await using var reading = await SqliteSpendLedger.OpenToReadAsync(_folder.Ledger, folder, Ct);
            Assert.Equal(default, await reading.RestAsync(Ct));
        }
    }

    [Fact]
    public async Task Ledgers_that_share_a_spool_s_folder_bring_in_their_own_entries_only()
    {
        var spools = Path.Combine(_folder.Path, "spools");
        string[] files = [.. new[] { "a", "b" }.Select(folder => Path.Combine(_folder.Path, folder, "ledger.db"))];
        string? name = null;
        await using (var ledger = await OpenAsync(files[0]))
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
            name = Path.GetFileName(Assert.Single(Directory.GetFiles(spools))).Split(".spool-")[0];
        }

        using (var left = new Spool(spools, name))
        {
            left.Append(Entries.Numbered(2));
        }

        await using var second = await OpenAsync(files[1]);
        Assert.Empty(await Entries.ListAsync(second));
        Assert.Single(Directory.GetFiles(spools));
        await using var first = await OpenAsync(files[0]);
        Assert.Equal([1, 2], (await Entries.ListAsync(first)).Select(e => (int)e.Usage.InputTokens));
        Assert.Empty(Directory.GetFiles(spools));

        async Task<SqliteSpendLedger> OpenAsync(string file) => await SqliteSpendLedger.OpenAsync(file, new() { SpoolFolder = spools }, cancellationToken: Ct);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task What_an_earlier_version_left_in_a_folder_of_its_own_is_brought_in_unless_it_is_a_neighbour_s(bool isNeighbours, int brought)
    {
        var spools = Directory.CreateDirectory(Path.Combine(_folder.Path, "spools")).FullName;
        if (isNeighbours)
        {
            await (await SqliteSpendLedger.OpenAsync(Path.Combine(spools, "ledger.db"), cancellationToken: Ct)).DisposeAsync();
        }

        using (var left = new Spool(spools, "ledger.db"))
        {
            left.Append(Entries.Numbered(1));
        }

        await using (var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { SpoolFolder = spools }, cancellationToken: Ct))
        {
            Assert.Equal(brought, (await Entries.ListAsync(ledger)).Count);
        }

        Assert.Equal(1 - brought, Directory.GetFiles(spools, "*.spool-*").Length);
    }

    [Fact]
    public async Task The_database_s_own_folder_may_be_named()
    {
        await (await OpenAsync()).DisposeAsync();
        using (var left = new Spool(_folder.Path, "ledger.db"))
        {
            left.Append(Entries.Numbered(1));
        }

        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { SpoolFolder = _folder.Path + Path.DirectorySeparatorChar }, cancellationToken: Ct);
        Assert.Single(await Entries.ListAsync(ledger));
        await ledger.RecordAsync(Entries.Numbered(2), Ct);
        Assert.StartsWith("ledger.db.spool-", Path.GetFileName(Assert.Single(_folder.Spools)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_a_power_cut_spoiled_are_kept_aside()
    {
        await (await OpenAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "ledger.db.spool-1.jsonl"), $"\0\0\0\n{Entries.Told(Entries.Numbered(1))}\n", Ct);

        await using var ledger = await OpenAsync();

        Assert.Single(await Entries.ListAsync(ledger));
        Assert.EndsWith(".unreadable", Assert.Single(_folder.Spools), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"duration_ms\":1", "\"duration_ms\":1e22")]
    [InlineData("\"tier\":\"self_hosted\"", "\"tier\":null")]
    [InlineData("\"decision\":\"", "\"decision\":\"11111111111111111")]
    public async Task A_line_with_an_odd_value_keeps_nobody_from_the_ledger(string value, string odd)
    {
        await (await OpenAsync()).DisposeAsync();
        var line = Entries.Told(Entries.Numbered(1));
        Assert.Contains(value, line, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "ledger.db.spool-1.jsonl"), $"{line.Replace(value, odd, StringComparison.Ordinal)}\n{Entries.Told(Entries.Numbered(2))}\n", Ct);
        await using (var reader = await SqliteSpendLedger.OpenToReadAsync(_folder.Ledger, cancellationToken: Ct))
        {
            Assert.Equal(new(1, 1, 0), await reader.RestAsync(Ct));
        }

        await using var ledger = await OpenAsync();
        Assert.Single(await Entries.ListAsync(ledger));
        Assert.EndsWith(".unreadable", Assert.Single(_folder.Spools), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_a_newer_version_waits_for_it()
    {
        await (await OpenAsync()).DisposeAsync();
        var spool = Path.Combine(_folder.Path, "ledger.db.spool-1.jsonl");
        var line = Entries.Told(Entries.Numbered(1) with { Outcome = AttemptOutcome.Failed, Failure = ModelFailureKind.Timeout });
        await File.WriteAllTextAsync(spool, $"{line.Replace("\"timeout\"", "\"new_kind\"", StringComparison.Ordinal)}\n{Entries.Told(Entries.Numbered(2))}\n", Ct);
        for (var opening = 0; opening < 2; opening++)
        {
            await using var older = await OpenAsync();
            Assert.Single(await Entries.ListAsync(older));
            Assert.Equal(spool, Assert.Single(_folder.Spools));
        }

        await using (var reader = await SqliteSpendLedger.OpenToReadAsync(_folder.Ledger, cancellationToken: Ct))
        {
            Assert.Equal(new(0, 1, 0), await reader.RestAsync(Ct));
        }

        await File.WriteAllTextAsync(spool, line + "\n", Ct);
        await using var newer = await OpenAsync();
        Assert.Equal(2, (await Entries.ListAsync(newer)).Count);
        Assert.Empty(_folder.Spools);
    }

    [Fact]
    public async Task An_entry_that_the_database_refuses_is_kept_aside_and_keeps_no_other_out()
    {
        await (await OpenAsync()).DisposeAsync();
        using (var spool = new Spool(_folder.Path, "ledger.db"))
        {
            for (var i = 0; i < 9; i++)
            {
                spool.Append(i is 2 or 7 ? Entries.Numbered(i) with { Usage = new(-1, 0, 0, 0) } : Entries.Numbered(i));
            }
        }

        await using (var ledger = await OpenAsync())
        {
            Assert.Equal([0, 1, 3, 4, 5, 6, 8], (await Entries.ListAsync(ledger)).Select(e => (int)e.Usage.InputTokens));
        }

        Assert.EndsWith(".unreadable", Assert.Single(_folder.Spools), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spool_that_may_not_be_opened_is_left_alone()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Who may do everything is kept from no file.");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await (await OpenAsync()).DisposeAsync();
        using (var spool = new Spool(_folder.Path, "ledger.db"))
        {
            spool.Append(Entries.Numbered(1));
        }

        var left = Assert.Single(_folder.Spools);
        File.SetUnixFileMode(left, UnixFileMode.None);
        await (await OpenAsync()).DisposeAsync();
        Assert.Equal(left, Assert.Single(_folder.Spools));

        File.SetUnixFileMode(left, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var ledger = await OpenAsync();
        Assert.Single(await Entries.ListAsync(ledger));
    }

    [Fact]
    public async Task The_spool_of_a_process_that_lives_is_left_alone()
    {
        await using var first = await OpenAsync();
        await first.RecordAsync(Entries.Numbered(1), Ct);
        var spool = Assert.Single(_folder.Spools);

        await using var second = await OpenAsync();
        await second.RecordAsync(Entries.Numbered(2), Ct);

        Assert.Equal(2, _folder.Spools.Length);
        Assert.Contains(spool, _folder.Spools, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_spool_that_is_full_is_taken_away_once_the_database_has_it()
    {
        await using (var ledger = await OpenAsync())
        {
            // Two files' worth.
            var long_ = Entries.Numbered(0) with { Error = new string('x', 100_000) };
            for (var i = 1; i <= 90; i++)
            {
                await ledger.RecordAsync(long_ with { Attempt = i }, Ct);
            }

            await ledger.FlushAsync(Ct);
            Assert.True(_folder.Spools.Length <= 1);
        }

        Assert.Empty(_folder.Spools);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task<SqliteSpendLedger> OpenAsync() => await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
}
