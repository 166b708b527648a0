namespace ModelRouter.Tests;

public sealed class SpendQueryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void The_newest_are_at_least_one(int newest)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpendQuery { Newest = newest });
        Assert.Throws<ArgumentOutOfRangeException>(() => SpendQuery.All with { Newest = newest });
        Assert.Null(new SpendQuery { Newest = null }.Newest);
    }

    [Fact]
    public async Task Who_has_gone_is_read_to_no_more()
    {
        var ledger = new InMemorySpendLedger();
        await ledger.RecordAsync(Entry(), TestContext.Current.CancellationToken);
        await ledger.RecordAsync(Entry(), TestContext.Current.CancellationToken);
        using var gone = new CancellationTokenSource();
        var read = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in ledger.ReadAsync(SpendQuery.All, gone.Token))
            {
                read++;
                await gone.CancelAsync();
            }
        });
        Assert.Equal(1, read);

        // Not every source looks.
        var entries = new[] { Entry() }.ToAsyncEnumerable();
        await Assert.ThrowsAsync<OperationCanceledException>(() => SpendReport.CreateAsync(entries, SpendGrouping.Model, null, gone.Token));
    }

    private static SpendEntry Entry() => new(
        Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "m", ModelTier.Cloud, PromptTask.Chat, AttemptOutcome.Succeeded, new(1, 0, 1, 0), 0.01m, TimeSpan.Zero);
}
