namespace ModelRouter.Storage.Tests;

/// <summary>What is kept nobody else on the machine may read.</summary>
public sealed class OwnFileTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string New => Path.Combine(_folder.Path, "a", "new");

    private string Ledger => Path.Combine(New, "ledger.db");

    [Fact]
    public async Task Ledger_log_spool_and_folders_are_their_owners_alone()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(Ledger, new() { SpoolFolder = Path.Combine(_folder.Path, "spools") }, cancellationToken: Ct);
        await ledger.RecordAsync(Entries.Numbered(1), Ct);
        await ledger.FlushAsync(Ct);

        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal("ledger.db ledger.db-shm ledger.db-wal", string.Join(' ', Directory.GetFiles(New).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.Contains(files, static file => file.Contains(".spool-", StringComparison.Ordinal));
        Assert.All(files, static file => Assert.Equal(Own, ModeOf(file)));
        Assert.All((string[])[New, Path.Combine(_folder.Path, "spools")], static folder => Assert.Equal(Own | UnixFileMode.UserExecute, ModeOf(folder)));
    }

    [Fact]
    public async Task Outcomes_are_their_owners_alone()
    {
        await using var store = new SqliteOutcomeStore(Ledger);
        await store.RevisionAsync(Ct);

        Assert.All(Directory.GetFiles(New), static file => Assert.Equal(Own, ModeOf(file)));
    }

    [Fact]
    public async Task What_a_link_leads_to_is_its_owners_alone()
    {
        Directory.CreateDirectory(New);
        File.CreateSymbolicLink(Ledger, "target.db");
        await (await SqliteSpendLedger.OpenAsync(Ledger, cancellationToken: Ct)).DisposeAsync();

        Assert.Equal(Own, ModeOf(Path.Combine(New, "target.db")));
    }

    [Fact]
    public async Task What_is_there_keeps_its_rights_and_its_content()
    {
        const UnixFileMode Shared = Own | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        await using (var ledger = await SqliteSpendLedger.OpenAsync(Ledger, cancellationToken: Ct))
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
        }

        Give(Ledger, Shared);
        await using var again = await SqliteSpendLedger.OpenAsync(Ledger, cancellationToken: Ct);

        Assert.Equal(Shared, ModeOf(Ledger));
        Assert.Single(await Entries.ListAsync(again));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static UnixFileMode ModeOf(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return default;
        }

        return File.GetUnixFileMode(path);
    }

    private static void Give(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
