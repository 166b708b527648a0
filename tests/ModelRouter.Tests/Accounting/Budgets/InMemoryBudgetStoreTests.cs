namespace ModelRouter.Tests;

public class InMemoryBudgetStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryBudgetStore _store = new();

    [Fact]
    public async Task Who_settles_more_than_was_reserved_makes_no_room_for_others()
    {
        var counter = Hour(0);
        await _store.ReserveAsync(counter, 1, Ct);

        Assert.Equal(new(0, 0), await _store.SettleAsync(counter, 5, 0, Ct));
        Assert.False((await _store.ReserveAsync(counter, 10.01m, Ct)).Fits);
        Assert.True((await _store.ReserveAsync(counter, 10, Ct)).Fits);
    }

    [Fact]
    public async Task A_past_window_is_kept_while_something_is_reserved_in_it_and_no_longer()
    {
        await _store.ReserveAsync(Hour(0), 2, Ct);
        await _store.SettleAsync(Hour(0), 0, 3, Ct);
        await _store.ReserveAsync(Hour(1), 1, Ct);

        Assert.Equal(new(5, 0), await _store.SettleAsync(Hour(0), 2, 2, Ct));

        await _store.ReserveAsync(Hour(2), 1, Ct);
        Assert.Equal(default, _store.Read(Hour(0)));
        Assert.Equal(new(0, 1), _store.Read(Hour(1)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static BudgetCounter Hour(int hour) => new("b", "", Noon.AddHours(hour), Noon.AddHours(hour + 1), 10);
}
