using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage.Tests;

/// <summary>Processes that are killed while they write.</summary>
public sealed class KillTests : IDisposable
{
    /// <summary>How often: a few times, or as often as this variable says, such as 50.</summary>
    private const string Switch = "MODELROUTER_KILLS";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LedgerDurability.Process)]
    [InlineData(LedgerDurability.Commit)]
    public async Task Nothing_that_counts_as_recorded_is_lost_to_a_kill(LedgerDurability durability)
    {
        const int Each = 10_000;
        var kills = int.TryParse(Environment.GetEnvironmentVariable(Switch), out var wanted) ? wanted : 3;
        var random = new Random(5);
        var recorded = new HashSet<int>();
        for (var round = 0; round < kills; round++)
        {
            recorded.UnionWith(await KillAsync(round * Each, Each, durability, after: random.Next(1, Each / 5)));

            await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
            var verified = await ledger.VerifyAsync(Ct);
            Assert.Empty(verified.Problems);
            var kept = (await Entries.ListAsync(ledger)).Select(e => (int)e.Usage.InputTokens).ToList();
            Assert.Equal(kept.Count, kept.Distinct().Count());
            Assert.Empty(recorded.Except(kept));
            Assert.Equal(kept.Sum(number => number / 1_000_000m), verified.Total);

            // An entry may be there whose process was killed before it could say so: one of each caller.
            Assert.InRange(kept.Count - recorded.Count, 0, 4 * (round + 1));
            recorded.UnionWith(kept);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {recorded.Count} entries");
    }

    [Fact]
    public async Task Several_processes_write_one_file()
    {
        const int Each = 500;
        var workers = Enumerable.Range(0, 4).Select(i => Worker(i * Each, Each, i % 2 == 0 ? LedgerDurability.Process : LedgerDurability.Commit)).ToList();
        foreach (var worker in workers)
        {
            var said = await worker.StandardOutput.ReadToEndAsync(Ct);
            await worker.WaitForExitAsync(Ct);
            Assert.Equal((0, Each), (worker.ExitCode, said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
            worker.Dispose();
        }

        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        var kept = (await Entries.ListAsync(ledger)).Select(e => (int)e.Usage.InputTokens);
        Assert.Equal(Enumerable.Range(0, 4 * Each), kept.Order());
        Assert.Empty((await ledger.VerifyAsync(Ct)).Problems);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private System.Diagnostics.Process Worker(int first, int count, LedgerDurability durability) =>
        ChildProcess.Start(LedgerWorker.Argument, _folder.Ledger, $"{first}", $"{count}", $"{durability}");

    /// <summary>Kills a process once it has said that many numbers; gives all that it said.</summary>
    private async Task<List<int>> KillAsync(int first, int count, LedgerDurability durability, int after)
    {
        using var worker = Worker(first, count, durability);
        var said = new List<int>();
        while (await worker.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            // The last line may be cut.
            if (int.TryParse(line, out var number) && number >= first)
            {
                said.Add(number);
            }

            if (said.Count == after)
            {
                worker.Kill();
            }
        }

        await worker.WaitForExitAsync(Ct);
        Assert.NotEqual(0, worker.ExitCode);
        return said;
    }
}
