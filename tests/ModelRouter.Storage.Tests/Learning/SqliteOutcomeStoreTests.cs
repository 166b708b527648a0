namespace ModelRouter.Storage.Tests;

public sealed class SqliteOutcomeStoreTests() : OutcomeStoreContract(new SqliteOutcomes())
{
    private string Path => ((SqliteOutcomes)Database).Path;

    [Fact]
    public async Task A_file_of_before_there_was_a_revision_is_brought_up_to_date()
    {
        await new SqliteDatabase(Path, SqliteSchema.Steps.Take(3).ToList()).MigrateAsync(Ct);
        await using var store = new SqliteOutcomeStore(Path);
        Assert.Equal(0, await store.RevisionAsync(Ct));
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_missed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is open.");
        await using var store = new SqliteOutcomeStore(Path);
        await store.RememberAsync([], Ct);
        File.Move(Path, Path + ".moved");
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.RememberAsync([], Ct));
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.LoadAsync(Ct));
        File.Move(Path + ".moved", Path);
        Assert.Empty(await store.LoadAsync(Ct));
    }

    [Fact]
    public async Task A_file_of_before_there_was_a_revision_is_read_as_it_stands()
    {
        var label = new OutcomeLabel(new(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "m", Prompt, 0, null), OutcomeKind.Feedback, 0.75);
        await using (var store = new SqliteOutcomeStore(Path))
        {
            await store.SaveAsync(label, [], Ct);
            await store.ResetAsync(Ct);
            await store.SaveAsync(label, [], Ct);
        }

        await Database.ExecuteAsync("DROP TABLE outcome_revision; DROP TABLE outcome_resets; PRAGMA user_version = 3;");
        await using (var old = new SqliteOutcomeStore(Path, isReadOnly: true))
        {
            Assert.Equal([label], await old.LoadAsync(Ct));
            Assert.Equal((0, (DateTimeOffset?)null), (await old.RevisionAsync(Ct), await old.ForgottenAtAsync(Ct)));
        }

        await Database.ExecuteAsync("DROP TABLE outcomes; PRAGMA user_version = 2;");
        await using (var older = new SqliteOutcomeStore(Path, isReadOnly: true))
        {
            Assert.Empty(await older.LoadAsync(Ct));
        }

        await Database.ExecuteAsync("DROP TABLE spend; CREATE TABLE outcomes (whose TEXT);");
        await using var others = new SqliteOutcomeStore(Path, isReadOnly: true);
        Assert.Contains("holds no outcomes", (await Assert.ThrowsAsync<InvalidDataException>(() => others.LoadAsync(Ct))).Message, StringComparison.Ordinal);
    }
}
